import { parseResultKey } from '@/lib/celery/result-key'
import type { Transaction } from '@/lib/db/client'
import { cleanText } from '@/lib/db/storable'

/** How it ended for one key. `bytes`: what was deleted. */
export type Counted = { key: string; taskId: string; version: string | null; bytes: number } & Ending
export type Ending =
  | { outcome: 'done' }
  | { outcome: 'skipped' | 'failed' | 'uncertain'; code: string; message: string }

/** How fast a job is, told at each of its transactions. */
export type Pace = (processed: number) => number

/** Adds outcomes to the counters of a job and keeps what was not simply done, in the transaction of the deed. */
export async function countIn(
  tx: Transaction,
  jobId: string,
  outcomes: Counted[],
  nowMs: number,
  pace: Pace,
): Promise<void> {
  const sum = { done: 0, skipped: 0, failed: 0, uncertain: 0 }
  for (const { outcome } of outcomes) sum[outcome] += 1
  const bytes = outcomes.reduce((total, { outcome, bytes }) => total + (outcome === 'done' ? bytes : 0), 0)
  await tx.bulkJob.update({
    where: { id: jobId },
    data: {
      done: { increment: sum.done },
      skipped: { increment: sum.skipped },
      failed: { increment: sum.failed },
      uncertain: { increment: sum.uncertain },
      bytes: { increment: BigInt(bytes) },
      pace: pace(outcomes.length),
      progressMs: BigInt(nowMs),
      trouble: null,
    },
  })
  const noted = outcomes.flatMap((one) => {
    if (one.outcome === 'done') return []
    const { key, taskId, outcome, code, message } = one
    const texts = { key: cleanText(key), taskId: cleanText(taskId), code: cleanText(code), message: cleanText(message) }
    return { jobId, ...texts, outcome, atMs: BigInt(nowMs) }
  })
  if (noted.length > 0) await tx.bulkOutcome.createMany({ data: noted })
}

/** The id of the task or group under a key. */
export function idOfKey(keyPrefix: string, key: string): string {
  return parseResultKey(keyPrefix, key)?.id ?? key
}

/** Tasks a second over the last five seconds. */
export function createPace(now: () => number): Pace {
  const windowMs = 5000
  const startedMs = now()
  let samples: { atMs: number; count: number }[] = []
  return (processed) => {
    const nowMs = now()
    samples = [...samples.filter(({ atMs }) => atMs > nowMs - windowMs), { atMs: nowMs, count: processed }]
    const sum = samples.reduce((total, { count }) => total + count, 0)
    return Math.round((sum * 1000) / Math.max(1000, Math.min(windowMs, nowMs - startedMs)))
  }
}
