import Link from 'next/link'
import { Fact } from '@/components/task/fact'
import { ExactTime } from '@/components/ui/exact-time'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatNumber } from '@/components/ui/format-number'
import { MonoId } from '@/components/ui/mono-id'
import { Notice } from '@/components/ui/notice'
import { groupHref, taskHref, workflowHref } from '@/lib/client/hrefs'
import type { Group } from '@/lib/contract/workflows'
import { sourceSentence } from './group.model'

const link = 'underline decoration-line-strong underline-offset-2 hover:decoration-current'

/** Where the group stands: who started it, what waits for it, what lies in it, and how all this is known. */
export function GroupFacts({ group, app }: { group: Group; app: string | null }) {
  const { parentTaskId, bodyTaskId, firstAt, lastAt, saved, problem, groups } = group
  const anyTask = parentTaskId ?? bodyTaskId ?? group.members.find(({ state }) => state !== null)?.taskId ?? null
  return (
    <div className="flex flex-col gap-3">
      {problem && <Notice tone="warn">{problem.message}</Notice>}
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-list">
        {parentTaskId !== null && (
          <Fact label="started by">
            <Link href={taskHref(app, parentTaskId)} className={link}>
              <MonoId id={parentTaskId} />
            </Link>
          </Fact>
        )}
        {bodyTaskId !== null && (
          <Fact label="chord body">
            <Link href={taskHref(app, bodyTaskId)} className={link}>
              <MonoId id={bodyTaskId} />
            </Link>
          </Fact>
        )}
        {firstAt !== null && lastAt !== null && (
          <Fact label="results">
            <ExactTime at={firstAt} />
            {lastAt !== firstAt && (
              <>
                {' to '}
                <ExactTime at={lastAt} />
              </>
            )}
          </Fact>
        )}
        {saved && (
          <Fact label="saved">
            <span data-hint={saved.key}>
              {formatBytes(saved.sizeBytes)}, <ExactTime at={saved.lastModified} />
            </span>
          </Fact>
        )}
        {anyTask !== null && (
          <Fact label="drawing">
            <Link href={workflowHref(app, anyTask)} className={link}>
              Workflow
            </Link>
          </Fact>
        )}
      </dl>
      <p className="text-muted text-small">{sourceSentence(group)}</p>
      {groups.length > 0 && (
        <div>
          <h2 className="mb-1 font-semibold">Groups within it</h2>
          <ul className="flex flex-wrap gap-x-5 gap-y-1 text-list">
            {groups.slice(0, 100).map(({ groupId, members }) => (
              <li key={groupId}>
                <Link href={groupHref(app, groupId, parentTaskId)} className={link}>
                  <MonoId id={groupId} />
                </Link>{' '}
                <span className="text-muted">{formatNumber(members)} members</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
