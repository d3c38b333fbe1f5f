import Link from 'next/link'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { tasksHref } from '@/lib/client/task-search'
import type { Overview } from '@/lib/contract/overview'
import { TaskLines } from './task-lines'

export function LatestFailures({ overview, app }: { overview: Overview; app: string | null }) {
  return (
    <Section
      title="Latest failures"
      className="min-w-0"
      aside={
        <Link href={tasksHref({ app, state: ['FAILURE'], window: 'all' })} className="hover:text-fg hover:underline">
          All failures
        </Link>
      }
    >
      <TaskLines
        tasks={overview.latestFailures}
        app={app}
        empty="No failure is stored."
        detail={({ exception, problem }) =>
          exception ? [exception.type, exception.message].filter(Boolean).join(': ') : (problem?.message ?? '')
        }
        end={({ occurredAt }) => <RelativeTime at={occurredAt} />}
      />
    </Section>
  )
}
