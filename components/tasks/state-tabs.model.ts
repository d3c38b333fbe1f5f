import { compareStates } from '@/lib/celery/states'
import type { Count } from '@/lib/contract/common'
import type { StateCounts } from '@/lib/contract/tasks'

export type StateTab = { state: string | null; count: Count | null; current: boolean }

/** Always there, counted or not: the tabs must not come and go with the counts. */
const standing = ['FAILURE', 'RETRY', 'STARTED', 'SUCCESS', 'REVOKED']

/** "All" first, then the states in the order of trouble: those Celery has, those counted, those chosen. */
export function stateTabs(chosen: string[], counts: StateCounts | undefined): StateTab[] {
  const counted = new Map(counts?.states.map(({ state, count }) => [state, count]))
  const states = [...new Set([...standing, ...counted.keys(), ...chosen])].toSorted(compareStates)
  return [
    { state: null, count: counts?.total ?? null, current: chosen.length === 0 },
    ...states.map((state) => ({
      state,
      count: counts ? { count: counted.get(state) ?? 0, exact: counts.total.exact } : null,
      current: chosen.includes(state),
    })),
  ]
}
