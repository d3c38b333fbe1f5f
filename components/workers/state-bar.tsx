import Link from 'next/link'
import { formatNumber } from '@/components/ui/format-number'
import { stateColor } from '@/components/ui/state-color'
import { StateMark } from '@/components/ui/state-mark'
import { compareStates } from '@/lib/celery/states'
import type { StateCount } from '@/lib/contract/common'

type Props = { states: StateCount[]; hrefOf: (state: string) => string; words?: boolean }

const leastShare = 0.015

/** What was written, by state: a bar, and under it the counts, each leading to its tasks. */
export function StateBar({ states, hrefOf, words = true }: Props) {
  const sorted = states.toSorted((a, b) => compareStates(a.state, b.state))
  const total = sorted.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return <span className="text-muted">nothing</span>
  return (
    <span className="block">
      <span aria-hidden="true" className="flex h-1.5 w-full gap-px overflow-hidden rounded-full">
        {sorted.map(({ state, count }) => (
          <span key={state} style={{ flexGrow: Math.max(count / total, leastShare), background: stateColor(state) }} />
        ))}
      </span>
      {words && (
        <span className="mt-1 flex flex-wrap gap-x-3 text-small">
          {sorted.map(({ state, count }) => (
            <Link
              key={state}
              href={hrefOf(state)}
              prefetch={false}
              aria-label={`${formatNumber(count)} ${state}`}
              data-hint={state}
              className="inline-flex items-center gap-1 text-muted hover:text-fg hover:underline"
            >
              <StateMark state={state} size={9} />
              {formatNumber(count)}
            </Link>
          ))}
        </span>
      )}
    </span>
  )
}
