import Link from 'next/link'
import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import { MonoId } from '@/components/ui/mono-id'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { StateBadge } from '@/components/ui/state-badge'
import { WorkflowBrief } from '@/components/workflow/workflow-brief'
import { groupHref, taskHref } from '@/lib/client/hrefs'
import type { RelatedTask, TaskDetail } from '@/lib/contract/tasks'

const atFirst = 50

/** Where the task came from and what came of it, each with its state as far as the index knows. */
export function RelatedTasks({ task, app }: { task: TaskDetail; app: string | null }) {
  const { retriedAs, parent, group, children } = task
  // A retry under the same id is its own origin.
  const retryOf = task.retryOf?.taskId === task.taskId ? null : task.retryOf
  if (!retryOf && !parent && !group && retriedAs.length === 0 && children.length === 0) return null
  return (
    <Section
      title="Related tasks"
      className="border-line border-t pt-2"
      aside={<WorkflowBrief taskId={task.taskId} app={app} />}
    >
      <ul className="text-list">
        {retryOf && <Row relation="retry of" task={retryOf} app={app} />}
        {retriedAs.map((retry) =>
          retry.taskId === task.taskId ? (
            <Line key={retry.sentAt} relation="retried">
              <span>under this id</span>
              <SentAt retry={retry} />
            </Line>
          ) : (
            <Row key={retry.sentAt} relation="retried as" task={retry} app={app}>
              <SentAt retry={retry} />
            </Row>
          ),
        )}
        {parent && <Row relation="parent" task={parent} app={app} />}
        {group && <GroupRow group={group} app={app} />}
        {children.slice(0, atFirst).map((child) =>
          child.kind === 'task' ? (
            <Row key={child.taskId} relation="child" task={child} app={app} />
          ) : (
            <Line key={child.taskId} relation="child group">
              <Link href={groupHref(app, child.taskId, task.taskId)} className="underline underline-offset-2">
                <MonoId id={child.taskId} />
              </Link>
              <span className="text-muted">{child.members === null ? 'members unknown' : members(child.members)}</span>
            </Line>
          ),
        )}
        {children.length > atFirst && (
          <Line relation="">
            <span className="text-muted">and {children.length - atFirst} more children, in the stored document</span>
          </Line>
        )}
      </ul>
    </Section>
  )
}

function Row(props: { relation: string; task: RelatedTask; app: string | null; children?: ReactNode }) {
  const { task, app } = props
  return (
    <Line relation={props.relation}>
      <span className="w-28 shrink-0">
        {task.state === null ? (
          <span
            data-hint="The index has no such task: it is still queued, its result is ignored, or it was forgotten."
            className="cursor-help"
          >
            <StateBadge state="PENDING" className="text-muted" />
          </span>
        ) : (
          <StateBadge state={task.state} />
        )}
      </span>
      <Link href={taskHref(app, task.taskId)} className="min-w-0 truncate hover:underline">
        {task.name === null ? (
          <MonoId id={task.taskId} />
        ) : (
          <>
            <InertText text={task.name} oneLine /> <MonoId id={task.taskId} className="text-muted text-small" />
          </>
        )}
      </Link>
      {props.children}
    </Line>
  )
}

function SentAt({ retry }: { retry: TaskDetail['retriedAs'][number] }) {
  return (
    <span className="ml-auto shrink-0 text-muted text-small">
      <RelativeTime at={retry.sentAt} /> to <InertText text={retry.queue} oneLine />
      {retry.edited && ', edited'}
    </span>
  )
}

function GroupRow({ group, app }: { group: NonNullable<TaskDetail['group']>; app: string | null }) {
  return (
    <Line relation="group">
      <Link href={groupHref(app, group.groupId)} className="hover:underline">
        {members(group.indexedMembers)} in the index <MonoId id={group.groupId} className="text-muted text-small" />
      </Link>
      {!group.saved && (
        <span
          data-hint="GroupResult.save() was not called, so the members are those found by their group_id."
          className="ml-auto cursor-help text-muted text-small"
        >
          not saved
        </span>
      )}
    </Line>
  )
}

function Line({ relation, children }: { relation: string; children: ReactNode }) {
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 border-line border-b py-1 last:border-b-0">
      <span className="w-20 shrink-0 text-muted">{relation}</span>
      {children}
    </li>
  )
}

function members(count: number): string {
  return count === 1 ? '1 member' : `${count} members`
}
