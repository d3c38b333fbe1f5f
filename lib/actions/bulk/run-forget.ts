import { setMaxListeners } from 'node:events'
import { compareKeys } from '@/lib/celery/key-order'
import { createSlots } from '@/lib/sync/slots'
import { archiveKeyOf, archiveVersions } from './archive-versions'
import type { BulkParts } from './bulk-parts'
import { type Archived, type Claim, claimBatch, openClaims, settleClaim } from './claims'
import { changed, compareOne, compareWithStore } from './compare-with-store'
import { type Counted, createPace, type Ending, idOfKey, type Pace } from './count-outcomes'
import { deleteVersions, type Version } from './delete-versions'
import type { RunningJob } from './job-row'
import { openSelection } from './next-batch'
import { createThrottle } from './throttle'

/** What DeleteObjects takes. */
const batchSize = 1000
/** So many requests to delete are under way at once. S3 takes 3,500 deletes a second under one prefix. */
export const deletesAtOnce = 3
/** One more batch is listed, and one noted, while those are deleted. */
const batchesAtOnce = deletesAtOnce + 2
const dayMs = 86_400_000

/**
 * Forgets what is left of a job, batch by batch: claim, compare, copy, delete, note. May be killed anywhere and run again.
 * false: somebody has paused or aborted the job, or another process has gone on with it; what is under way is noted first.
 */
export async function runForget(parts: BulkParts, job: RunningJob, signal: AbortSignal): Promise<boolean> {
  const { database, appId, clock } = parts
  const claims = await openClaims(parts, job.id)
  // Another process may have claimed more since the row of the job was read.
  const known = claims.filter(({ upTo }) => compareKeys(upTo, job.cursor) <= 0)
  const claimed = known.reduce((sum, { entries }) => sum + entries.length, 0)
  const next = await openSelection(database, appId, job.frozen, job.processed + claimed)
  const throttle = createThrottle(clock, job.perSecond)
  const pace = createPace(clock.now)
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const forward = () => stop.abort(signal.reason)
  signal.throwIfAborted()
  signal.addEventListener('abort', forward, { once: true })
  const slots = createSlots(batchesAtOnce)
  const deletes = createSlots(deletesAtOnce)
  let whole = job.aborted
  try {
    // What was claimed before a kill comes first: some of it is deleted and not noted.
    for (const claim of claims) await settle(parts, job, claim, { pace, deletes, again: true }, stop.signal)
    for (let after = job.cursor; !job.aborted; ) {
      const batch = await next(after, Math.min(batchSize, job.perSecond ?? batchSize))
      if (!batch) {
        whole = true
        break
      }
      await throttle(batch.entries.length, stop.signal)
      await slots.take(stop.signal)
      const claimed = await claimBatch(parts, job.id, after, batch).catch((error) => {
        slots.free()
        throw error
      })
      if (!claimed) {
        slots.free()
        break
      }
      settle(parts, job, batch, { pace, deletes, again: false }, stop.signal)
        .catch((error) => stop.abort(error))
        .finally(() => slots.free())
      after = batch.upTo
    }
  } finally {
    await slots.idle()
    signal.removeEventListener('abort', forward)
  }
  stop.signal.throwIfAborted()
  // Whatever another process has under way belongs to the job as well, and is counted by the first who notes it.
  const rest = whole ? await openClaims(parts, job.id) : []
  for (const claim of rest) await settle(parts, job, claim, { pace, deletes, again: true }, signal)
  return whole
}

async function settle(
  parts: BulkParts,
  job: RunningJob,
  claim: Claim,
  { pace, deletes, again }: { pace: Pace; deletes: ReturnType<typeof createSlots>; again: boolean },
  signal: AbortSignal,
): Promise<void> {
  const found = await compareWithStore(parts, claim.entries, job.frozen.untilMs, signal)
  const same = claim.entries.flatMap(([key]): Version[] => {
    const one = found.get(key)
    return one?.kind === 'same' ? [{ key, version: one.version, sizeBytes: one.sizeBytes }] : []
  })
  // Of what was claimed when the job was aborted, the rest stays.
  if (job.aborted) for (const { key } of same.splice(0)) found.delete(key)
  const copies = job.archive && same.length > 0 ? await archiveVersions(parts, job.id, same, signal) : []
  const copied = new Set(copies.map(({ key }) => key))
  const deletable = job.archive ? same.filter(({ key }) => copied.has(key)) : same
  const endings =
    deletable.length === 0 ? new Map<string, Ending>() : await deleteInTurn(parts, deletable, deletes, signal)
  const sizes = new Map(same.map((one) => [one.key, one]))
  const outcomes = claim.entries.flatMap(([key, version, sizeBytes]): Counted | [] => {
    const one = found.get(key)
    if (!one) return []
    const common = { key, taskId: idOfKey(parts.keyPrefix, key), version: sizes.get(key)?.version ?? version }
    if (one.kind === 'other') return { ...common, bytes: 0, ...one.ending }
    // Of a batch that was claimed before, what is missing was deleted by this job.
    if (one.kind !== 'same') return { ...common, bytes: again ? sizeBytes : 0, outcome: 'done' }
    return { ...common, bytes: one.sizeBytes, ...(endings.get(key) ?? changed) }
  })
  const deleted = new Set(outcomes.flatMap(({ key, outcome }) => (outcome === 'done' ? key : [])))
  const kept = copies.filter(({ key }) => deleted.has(key))
  const earlier = again && job.archive ? await copiesOf(parts, job.id, claim, found, signal) : []
  const expiresMs = parts.clock.now() + (parts.archive?.days ?? 0) * dayMs
  await settleClaim(parts, job.id, claim, outcomes, { copies: [...kept, ...earlier], expiresMs }, pace)
}

async function deleteInTurn(
  parts: BulkParts,
  versions: Version[],
  deletes: ReturnType<typeof createSlots>,
  signal: AbortSignal,
): Promise<Map<string, Ending>> {
  await deletes.take(signal)
  try {
    return await deleteVersions(parts, versions, signal)
  } finally {
    deletes.free()
  }
}

/** After a kill: the copies of what is missing now. */
async function copiesOf(
  parts: BulkParts,
  jobId: string,
  { entries }: Claim,
  found: Awaited<ReturnType<typeof compareWithStore>>,
  signal: AbortSignal,
): Promise<Archived[]> {
  const copies: Archived[] = []
  for (const [key, version, sizeBytes] of entries) {
    if (found.get(key)?.kind !== 'missing') continue
    const archiveKey = archiveKeyOf(parts, jobId, key)
    const copy = await compareOne(parts, [archiveKey, null, sizeBytes], Number.POSITIVE_INFINITY, signal)
    if (copy.kind === 'same')
      copies.push({ key, archiveKey, version: version ?? copy.version, sizeBytes: copy.sizeBytes })
  }
  return copies
}
