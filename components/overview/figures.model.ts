import { isReady } from '@/lib/celery/states'
import type { Overview } from '@/lib/contract/overview'

export type Change = { direction: 'up' | 'down' | 'same'; points: number }

/** By how many percentage points the failure rate differs from the window before; null where either has none. */
export function rateChange(now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null
  const points = Math.round((now - before) * 1000) / 10
  return { direction: points > 0 ? 'up' : points < 0 ? 'down' : 'same', points: Math.abs(points) }
}

/** States for a link to what is not finished: Celery's own, and those this application has used. */
export function unfinishedStates(overview: Pick<Overview, 'states' | 'unfinished'>): string[] {
  const seen = [...overview.states.map(({ state }) => state), ...overview.unfinished.oldest.map(({ state }) => state)]
  return [...new Set(['STARTED', 'RETRY', ...seen])].filter((state) => !isReady(state) && state !== 'UNREADABLE')
}

/** Nothing has ever been seen: no history, no object. The page then says what to check. */
export function hasNothing(overview: Overview): boolean {
  return overview.stored.objects === 0 && overview.finished === 0 && overview.unfinished.count === 0
}
