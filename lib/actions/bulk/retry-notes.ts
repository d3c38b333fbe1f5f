import { randomUUID } from 'node:crypto'
import { compareKeys } from '@/lib/celery/key-order'
import { cleanText } from '@/lib/db/storable'
import type { BulkParts } from './bulk-parts'
import { type Counted, countIn, idOfKey, type Pace } from './count-outcomes'

export type Retried = Counted & { link?: { toTaskId: string; queue: string; sentMs: number } }

export const sentMaybe = {
  outcome: 'uncertain',
  code: 'sent_maybe',
  message:
    'It ended between sending the task and noting it. It may run again already: look for it before you send it yourself.',
} as const

/**
 * Claims a message in the moment before it is sent. false: the job was paused or aborted, or the task is claimed, or another
 * process has moved the cursor behind it: then it was sent, and its note is cleared away.
 */
export async function claimSend(
  { database, appId }: BulkParts,
  jobId: string,
  key: string,
  toTaskId: string,
): Promise<boolean> {
  return database.write(appId, async (tx) => {
    const running = await tx.bulkJob.findFirst({ select: { cursor: true }, where: { id: jobId, status: 'running' } })
    const claimed = await tx.bulkSend.count({ where: { jobId, key } })
    if (!running || claimed > 0 || compareKeys(key, running.cursor) <= 0) return false
    await tx.bulkSend.create({ data: { jobId, key, toTaskId } })
    return true
  })
}

/** The message was refused, so it may be claimed again. */
export async function releaseSend({ database, appId }: BulkParts, jobId: string, key: string): Promise<void> {
  await database.write(appId, (tx) => tx.bulkSend.deleteMany({ where: { jobId, key, outcome: null } }))
}

/** Counts how it ended for one task, once. */
export async function noteRetry({ database, appId, clock }: BulkParts, jobId: string, ended: Retried, pace: Pace) {
  const { key, taskId, outcome, link } = ended
  await database.write(appId, async (tx) => {
    const noted = await tx.bulkSend.findFirst({ where: { jobId, key } })
    if (noted?.outcome) return
    // Behind the cursor, another process has noted it, and cleared its notes away.
    const { cursor } = await tx.bulkJob.findUniqueOrThrow({ select: { cursor: true }, where: { id: jobId } })
    if (!noted && compareKeys(key, cursor) <= 0) return
    const data = { jobId, key, outcome, toTaskId: noted?.toTaskId ?? null }
    await tx.bulkSend.upsert({ where: { jobId_key: { jobId, key } }, create: data, update: { outcome } })
    await countIn(tx, jobId, [ended], clock.now(), pace)
    if (!link) return
    const { toTaskId, queue, sentMs } = link
    await tx.taskLink.create({
      data: {
        id: randomUUID(),
        appId,
        fromTaskId: cleanText(taskId),
        toTaskId,
        queue: cleanText(queue),
        edited: false,
        sentMs: BigInt(sentMs),
      },
    })
  })
}

/** After a kill: what was claimed and not noted may have been sent, and is not sent again. */
export async function settleOpenSends(parts: BulkParts, jobId: string, pace: Pace): Promise<void> {
  const open = await parts.database.reader.bulkSend.findMany({ where: { jobId, outcome: null } })
  for (const { key } of open) {
    const taskId = idOfKey(parts.keyPrefix, key)
    await noteRetry(parts, jobId, { key, taskId, version: null, bytes: 0, ...sentMaybe }, pace)
  }
}
