/** Celery's ready states: a task in one of them has finished. */
const finishedStates = ['SUCCESS', 'FAILURE', 'REVOKED']

export type FailureRate = { finished: number; failed: number; failureRate: number | null }

/** FAILURE among SUCCESS, FAILURE and REVOKED, from 0 to 1; null where nothing has finished. Others do not count. */
export function failureRate(counts: { state: string; count: number }[]): FailureRate {
  let finished = 0
  let failed = 0
  for (const { state, count } of counts) {
    if (finishedStates.includes(state)) finished += count
    if (state === 'FAILURE') failed += count
  }
  return { finished, failed, failureRate: finished > 0 ? failed / finished : null }
}
