import Link from 'next/link'
import { formatNumber } from '@/components/ui/format-number'
import { stateColor } from '@/components/ui/state-color'
import { StateMark } from '@/components/ui/state-mark'
import { compareStates, isReady } from '@/lib/celery/states'
import type { StateCount } from '@/lib/contract/common'

type Props = { states: StateCount[]; hrefOf: (state: string) => string; words?: boolean }

const leastShare = 0.015
const chip = 'inline-flex items-center gap-1 text-muted'

/**
 * What was written, by state: a bar, and under it the counts. Those of final states lead to their tasks; of the others most
 * have moved on since, and a list of them would be shorter than the count says.
 */
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
          {sorted.map(({ state, count }) =>
            isReady(state) ? (
              <Link
                key={state}
                href={hrefOf(state)}
                prefetch={false}
                className={`${chip} hover:text-fg hover:underline`}
              >
                <Words state={state} count={count} />
              </Link>
            ) : (
              <span key={state} className={chip} data-hint="Written so often; most of these tasks have moved on since.">
                <Words state={state} count={count} />
              </span>
            ),
          )}
        </span>
      )}
    </span>
  )
}

function Words({ state, count }: StateCount) {
  return (
    <>
      <StateMark state={state} size={9} />
      {formatNumber(count)} <bdi>{state}</bdi>
    </>
  )
}
