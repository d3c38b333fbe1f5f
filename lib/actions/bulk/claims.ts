import { applyBatch } from '@/lib/db/apply-batch'
import { cleanText } from '@/lib/db/storable'
import type { BulkParts } from './bulk-parts'
import { type Counted, countIn, type Pace } from './count-outcomes'
import type { FrozenEntry } from './frozen'

/** A batch whose keys may be deleted at any moment, or are already. */
export type Claim = { upTo: string; entries: FrozenEntry[] }

/** Results that were copied to the archive before they were deleted. */
export type Archived = { key: string; archiveKey: string; version: string; sizeBytes: number }

/**
 * Writes down what is about to be deleted, and moves the cursor behind it. What is missing after a kill was deleted by
 * the job then, though nobody noted it and the sweep may have removed the row. false: the job was paused or aborted, or
 * another process has gone on with it.
 */
export async function claimBatch(
  { database, appId }: BulkParts,
  jobId: string,
  after: string,
  { upTo, entries }: Claim,
): Promise<boolean> {
  return database.write(appId, async (tx) => {
    const { count } = await tx.bulkJob.updateMany({
      where: { id: jobId, status: 'running', cursor: after },
      data: { cursor: upTo },
    })
    if (count === 0) return false
    await tx.bulkClaim.create({ data: { jobId, upTo, entries: JSON.stringify(entries) } })
    return true
  })
}

export async function openClaims({ database }: BulkParts, jobId: string): Promise<Claim[]> {
  const rows = await database.reader.bulkClaim.findMany({ where: { jobId }, orderBy: { upTo: 'asc' } })
  // claimBatch wrote it.
  return rows.map(({ upTo, entries }) => ({ upTo, entries: JSON.parse(entries) as FrozenEntry[] }))
}

/**
 * Notes how a claimed batch ended: rows gone, outcomes, counters, archive, all in one transaction with the end of the
 * claim, so that no kill and no second process counts it twice.
 */
export async function settleClaim(
  { database, appId, clock }: BulkParts,
  jobId: string,
  { upTo }: Pick<Claim, 'upTo'>,
  outcomes: Counted[],
  archived: { copies: Archived[]; expiresMs: number },
  pace: Pace,
): Promise<void> {
  const nowMs = clock.now()
  const gone = outcomes.flatMap(({ key, version, outcome }) =>
    outcome === 'done' ? [{ key, ...(version === null ? {} : { ifVersion: version }) }] : [],
  )
  await database.write(appId, async (tx) => {
    const { count } = await tx.bulkClaim.deleteMany({ where: { jobId, upTo } })
    if (count === 0) return
    await countIn(tx, jobId, outcomes, nowMs, pace)
    if (gone.length > 0) await applyBatch(tx, database, appId, { tasks: [], groups: [], gone, atMs: nowMs })
    if (archived.copies.length === 0) return
    await tx.archivedObject.createMany({
      data: archived.copies.map(({ key, archiveKey, version, sizeBytes }) => ({
        appId,
        archiveKey: cleanText(archiveKey),
        key: cleanText(key),
        etag: version,
        sizeBytes: BigInt(sizeBytes),
        jobId,
        archivedMs: BigInt(nowMs),
        expiresMs: BigInt(archived.expiresMs),
      })),
    })
  })
}
