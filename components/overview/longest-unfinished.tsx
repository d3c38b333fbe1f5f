'use client'

import Link from 'next/link'
import { formatAge, formatUtc } from '@/components/ui/format-time'
import { Section } from '@/components/ui/section'
import { useClockText } from '@/lib/client/clock'
import { tasksHref } from '@/lib/client/task-search'
import type { Overview } from '@/lib/contract/overview'
import { unfinishedStates } from './figures.model'
import { TaskLines } from './task-lines'

export function LongestUnfinished({ overview, app }: { overview: Overview; app: string | null }) {
  return (
    <Section
      title="Unfinished longest"
      className="min-w-0"
      aside={
        <Link
          href={tasksHref({ app, state: unfinishedStates(overview), window: 'all', order: 'asc' })}
          className="hover:text-fg hover:underline"
        >
          All unfinished
        </Link>
      }
    >
      <TaskLines
        tasks={overview.unfinished.oldest}
        app={app}
        empty="Every task that is stored has finished. Tasks still in a queue have no result yet."
        detail={({ state, worker, retries }) =>
          [state, worker, retries ? `retry ${retries}` : null].filter(Boolean).join(' · ')
        }
        end={({ occurredAt }) => <Age at={occurredAt} />}
      />
    </Section>
  )
}

/** How long ago a task reached its state, ticking. */
function Age({ at }: { at: string }) {
  const atMs = Date.parse(at)
  const text = useClockText((nowMs) => formatAge(atMs, nowMs), formatUtc(atMs))
  return (
    <time dateTime={at} data-hint-time={at}>
      {text}
    </time>
  )
}
