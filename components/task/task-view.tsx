import type { ReactNode } from 'react'
import { rawHref } from '@/lib/client/hrefs'
import type { TaskDetail } from '@/lib/contract/tasks'
import type { Refusals } from './abilities.model'
import { NotKnown } from './not-known'
import { RawDocument } from './raw-document'
import { RelatedTasks } from './related-tasks'
import { StoredObject } from './stored-object'
import { TaskBody } from './task-body'
import { TaskFacts } from './task-facts'
import { type TaskAct, TaskHeader } from './task-header'
import { Timeline } from './timeline'

type Props = {
  task: TaskDetail
  app: string | null
  refused: Refusals
  onAct: (act: TaskAct) => void
  /** What must be known before reading on: gone, refreshing fails, sent again. */
  notice: ReactNode
  /** The object is no longer in S3: there is nothing to download. */
  gone: boolean
}

/** Everything about one task, the answer first and the facts beside it. */
export function TaskView({ task, app, refused, onAct, notice, gone }: Props) {
  const raw = rawHref(app, task.taskId)
  return (
    <>
      <TaskHeader task={task} app={app} rawHref={gone ? null : raw} refused={refused} onAct={onAct} />
      <TaskFacts task={task} app={app} />
      {notice}
      {/* On a phone the answer comes before the way to it. */}
      <div className="mt-4 grid items-start gap-x-10 gap-y-4 max-md:gap-y-6 lg:grid-cols-[minmax(0,1fr)_300px]">
        {task.timeline.length > 0 && (
          <div className="min-w-0 border-line border-t pt-4 max-md:order-1 lg:col-span-2">
            <Timeline entries={task.timeline} />
          </div>
        )}
        <div className="flex min-w-0 flex-col gap-5">
          <TaskBody task={task} app={app} rawHref={raw} />
          <RelatedTasks task={task} app={app} />
          <RawDocument task={task} rawHref={raw} />
        </div>
        <aside aria-label="Facts" className="max-md:order-2 flex min-w-0 flex-col gap-6 border-line border-t pt-2">
          <StoredObject task={task} rawHref={gone ? null : raw} />
          <NotKnown unknown={task.unknown} />
        </aside>
      </div>
    </>
  )
}
