import Link from 'next/link'
import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import { StateMark } from '@/components/ui/state-mark'
import { taskHref } from '@/lib/client/hrefs'
import type { TaskSummary } from '@/lib/contract/tasks'
import { TypeName } from './failing-now'

/** A few tasks, two lines each: what it is, and what there is to say about it. `end` stands at the right. */
export function TaskLines(props: {
  tasks: TaskSummary[]
  app: string | null
  empty: string
  detail: (task: TaskSummary) => string
  end: (task: TaskSummary) => ReactNode
}) {
  const { tasks, app, empty, detail, end } = props
  if (tasks.length === 0) return <p className="border-line border-t py-3 text-list text-muted">{empty}</p>
  return (
    <ul className="border-line border-t text-list">
      {tasks.map((task) => (
        <li key={task.taskId} className="border-line border-b">
          <Link href={taskHref(app, task.taskId)} className="flex h-12 items-center gap-2.5 hover:bg-hover">
            <StateMark state={task.state} />
            <span className="min-w-0 flex-1">
              <span className="block truncate">
                {task.name === null ? <InertText text={task.taskId} oneLine /> : <TypeName name={task.name} />}
              </span>
              <span className="block truncate text-muted text-small">
                <InertText text={detail(task)} oneLine />
              </span>
            </span>
            <span className="shrink-0 text-muted">{end(task)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
