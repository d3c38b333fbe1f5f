import Link from 'next/link'
import { TaskLines } from '@/components/overview/task-lines'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { tasksHref } from '@/lib/client/task-search'
import type { TaskSummary } from '@/lib/contract/tasks'
import type { WorkerDetail } from '@/lib/contract/workers'
import { allOf, fieldText } from '@/lib/search/print-search'

/** What it has started, what failed there last, and what it did last. */
export function WorkerTasks({ worker, app }: { worker: WorkerDetail; app: string | null }) {
  const search = fieldText('worker', worker.worker)
  const all = (more: string, text: string) => (
    <Link href={tasksHref({ app, q: allOf(search, more), window: 'all' })} className="hover:text-fg hover:underline">
      {text}
    </Link>
  )
  const end = ({ occurredAt }: TaskSummary) => <RelativeTime at={occurredAt} />
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-6">
        <Section title="Started now" aside={all('state:STARTED', 'All started')}>
          <TaskLines
            tasks={worker.startedTasks}
            app={app}
            empty="No stored task of this worker is STARTED. Without task_track_started none ever is."
            detail={({ queue, taskId }) => [queue, taskId].filter(Boolean).join(' · ')}
            end={end}
          />
        </Section>
        <Section title="Latest failures" aside={all('state:FAILURE', 'All failures')}>
          <TaskLines
            tasks={worker.latestFailures}
            app={app}
            empty="None among its latest 2,000 tasks."
            detail={({ exception }) => (exception ? `${exception.type}: ${exception.message}` : 'no exception stored')}
            end={end}
          />
        </Section>
      </div>
      <Section title="Latest tasks" className="min-w-0" aside={all('', 'All tasks')}>
        <TaskLines
          tasks={worker.recent}
          app={app}
          empty="Nothing of it is stored any more."
          detail={({ state, queue, taskId }) => [state, queue, taskId].filter(Boolean).join(' · ')}
          end={end}
        />
      </Section>
    </div>
  )
}
