import { decodeTaskStream } from '@/lib/celery/document-stream'
import { interactiveLimits } from '@/lib/celery/interactive-limits'
import { parseResultKey } from '@/lib/celery/result-key'
import { activityRow } from '@/lib/db/action-log'
import type { StoredDocument } from '@/lib/results/store'
import { recheckTask } from '@/lib/sync/recheck'
import type { BulkParts } from './bulk-parts'

const pageRows = 200

/**
 * Brings back what a job has archived, where no newer result lies by now, tells the index, and empties that part of the
 * archive. May be killed anywhere and run again. What a worker writes in the moment between the look and the copy is kept
 * by S3's own condition; on a server that has none, that moment is open.
 */
export async function restoreArchived(parts: BulkParts, jobId: string, signal: AbortSignal): Promise<void> {
  const { database, appId, store, clock } = parts
  let restored = 0
  let kept = 0
  for (let after = ''; ; ) {
    const rows = await database.reader.archivedObject.findMany({
      where: { jobId, archiveKey: { gt: after } },
      orderBy: { archiveKey: 'asc' },
      take: pageRows,
    })
    for (const { key, archiveKey } of rows) {
      signal.throwIfAborted()
      const present = await store.get(key, {}, signal)
      if (present.kind === 'found') await present.document.body.cancel()
      const copied =
        present.kind === 'missing' && (await store.copy?.({ key: archiveKey }, { key, ifAbsent: true }, signal))
      if (copied) restored += 1
      else kept += 1
      await tellIndex(parts, key, signal)
    }
    const last = rows.at(-1)
    if (!last) break
    await removeCopies(parts, rows, signal)
    after = last.archiveKey
  }
  const atMs = clock.now()
  await database.write(appId, async (tx) => {
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, restoreMs: { not: null } },
      data: { restoreMs: null },
    })
    if (count === 0) return
    const deed = { atMs, actor: 'dashboard', action: 'restore', target: jobId, outcome: 'done' } as const
    await tx.activity.create({
      data: activityRow(appId, { ...deed, details: { restored, kept }, count: restored, jobId }),
    })
  })
}

async function tellIndex(parts: BulkParts, key: string, signal: AbortSignal): Promise<void> {
  const resultKey = parseResultKey(parts.keyPrefix, key)
  // Documents of groups are found by the next sweep.
  if (resultKey?.kind !== 'task') return
  const decode = (_key: unknown, { body, sizeBytes }: StoredDocument) =>
    decodeTaskStream(body, interactiveLimits(sizeBytes))
  await recheckTask({ ...parts, now: parts.clock.now, decode }, resultKey.id, {}, signal)
}

/** Deletes copies whose time is over, a thousand at most. */
export async function expireArchive(parts: BulkParts, signal: AbortSignal): Promise<void> {
  const { database, appId, clock } = parts
  const rows = await database.reader.archivedObject.findMany({
    select: { archiveKey: true },
    where: { appId, expiresMs: { lte: BigInt(clock.now()) } },
    take: 1000,
  })
  if (rows.length > 0) await removeCopies(parts, rows, signal)
}

/** Deletes copies; those that S3 does not let go stay known, and are tried again when their time is over. */
async function removeCopies(
  { database, appId, store }: BulkParts,
  copies: { archiveKey: string }[],
  signal: AbortSignal,
): Promise<void> {
  const entries = copies.map(({ archiveKey }) => ({ key: archiveKey }))
  const outcomes = (await store.delete?.(entries, signal)) ?? []
  const deleted = outcomes.flatMap(({ key, deleted }) => (deleted ? key : []))
  await database.write(appId, (tx) => tx.archivedObject.deleteMany({ where: { appId, archiveKey: { in: deleted } } }))
}
