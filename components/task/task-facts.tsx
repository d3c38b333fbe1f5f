import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { CopyButton } from '@/components/ui/copy-button'
import { Duration } from '@/components/ui/duration'
import { MonoId } from '@/components/ui/mono-id'
import { groupHref, taskHref, workerHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { TaskDetail } from '@/lib/contract/tasks'
import { Fact } from './fact'
import { unknownReason } from './unknown.model'

const link = 'underline decoration-line-strong underline-offset-2 hover:decoration-current'

/** The id, whole, and under it what places the task: each value leads to the list it belongs to. */
export function TaskFacts({ task, app }: { task: TaskDetail; app: string | null }) {
  const { queue, worker, retries, parent, group } = task
  // Retries under the same id lead nowhere else.
  const retryOf = task.retryOf?.taskId === task.taskId ? null : task.retryOf
  const retriedAs = task.retriedAs.filter((retry) => retry.taskId !== task.taskId)
  const latest = retriedAs.toSorted((a, b) => a.sentAt.localeCompare(b.sentAt)).at(-1)
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center gap-1">
        <MonoId id={task.taskId} whole className="text-list" />
        <CopyButton text={task.taskId} label="Copy task id" />
      </div>
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-list">
        <Fact label="queue" unknown={unknownReason(task, 'queue')}>
          {queue !== null && (
            <Link href={tasksHref({ app, queue })} className={link}>
              <InertText text={queue} oneLine />
            </Link>
          )}
        </Fact>
        <Fact label="worker" unknown={unknownReason(task, 'worker')}>
          {worker !== null && (
            <Link href={workerHref(app, worker)} className={link}>
              <InertText text={worker} oneLine />
            </Link>
          )}
        </Fact>
        <Fact label="attempt" unknown={unknownReason(task, 'retries')}>
          {retries === null ? null : retries + 1}
        </Fact>
        <Fact label="ran">
          <Duration
            seconds={task.runtimeSeconds}
            unknownReason={unknownReason(task, 'runtimeSeconds') ?? 'Celery stores no start time.'}
          />
        </Fact>
        {retryOf && (
          <Fact label="retry of">
            <Link href={taskHref(app, retryOf.taskId)} className={link}>
              <MonoId id={retryOf.taskId} />
            </Link>
          </Fact>
        )}
        {latest && (
          <Fact label={retriedAs.length === 1 ? 'retried as' : `retried ${retriedAs.length} times, last as`}>
            <Link href={taskHref(app, latest.taskId)} className={link}>
              <MonoId id={latest.taskId} />
            </Link>
          </Fact>
        )}
        {parent && (
          <Fact label="parent">
            <Link href={taskHref(app, parent.taskId)} className={link}>
              <MonoId id={parent.taskId} />
            </Link>
          </Fact>
        )}
        {group && (
          <Fact label="group">
            <Link href={groupHref(app, group.groupId)} className={link}>
              <MonoId id={group.groupId} />
            </Link>
          </Fact>
        )}
      </dl>
    </div>
  )
}
