import { AppError } from '@/lib/errors'
import type { DeleteOutcome } from '@/lib/results/store'
import type { BulkParts } from './bulk-parts'
import { changed, compareOne } from './compare-with-store'
import type { Ending } from './count-outcomes'

export type Version = { key: string; version: string; sizeBytes: number }

const attempts = 5
const baseDelayMs = 200
const again = ['SlowDown', 'ServiceUnavailable', 'InternalError', 'RequestTimeout', 'OperationAborted', 'Throttling']

/**
 * Deletes versions that were compared a moment ago. Keys that S3 refuses for now are asked for again, each time later;
 * what it refuses for good fails with its code. Throws what the store throws where it refuses the whole request.
 */
export async function deleteVersions(
  parts: BulkParts,
  versions: Version[],
  signal: AbortSignal,
): Promise<Map<string, Ending>> {
  const { store, clock } = parts
  const endings = new Map<string, Ending>()
  let left = versions
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const refused: Version[] = []
    for (const [at, outcome] of (await deleteOnce(store, left, signal)).entries()) {
      const version = left[at]
      if (!version) continue
      const ending = await endingOf(parts, version, outcome, attempt, signal)
      if (ending) endings.set(version.key, ending)
      else refused.push(version)
    }
    left = refused
    if (left.length > 0) await clock.sleep(baseDelayMs * 2 ** (attempt - 1) * (0.5 + Math.random()), signal)
  }
  return endings
}

async function deleteOnce(
  store: BulkParts['store'],
  versions: Version[],
  signal: AbortSignal,
): Promise<DeleteOutcome[]> {
  if (!store.delete)
    throw new AppError('not_supported', `${store.label} can only be read, so nothing can be forgotten.`)
  const entries = versions.map(({ key, version }) => ({ key, ifVersion: version }))
  const outcomes = await store.delete(entries, signal).catch((error: unknown) => {
    // A key that goes alone is refused as a whole request; among others it would have been refused by itself.
    const denied = error instanceof Error && 'code' in error && error.code === 'access_denied'
    if (versions.length === 1 && denied)
      return entries.map(({ key }): DeleteOutcome => ({ key, deleted: false, code: 'AccessDenied' }))
    throw error
  })
  const byKey = new Map(outcomes.map((outcome) => [outcome.key, outcome]))
  return versions.map(({ key }) => byKey.get(key) ?? { key, deleted: false, code: 'Unknown' })
}

/** null: worth asking again. */
async function endingOf(
  parts: BulkParts,
  { key, version, sizeBytes }: Version,
  { deleted, code = 'Unknown', message }: DeleteOutcome,
  attempt: number,
  signal: AbortSignal,
): Promise<Ending | null> {
  if (deleted) return { outcome: 'done' }
  if (code === 'PreconditionFailed' || code === 'ConditionalRequestConflict') {
    // A request that was repeated may find what it has deleted itself.
    const found = await compareOne(parts, [key, version, sizeBytes], 0, signal)
    if (found.kind === 'missing') return { outcome: 'done' }
    if (found.kind === 'other') return found.ending
    return attempt < attempts ? null : changed
  }
  if (again.includes(code) && attempt < attempts) return null
  if (code === 'AccessDenied') {
    return { outcome: 'failed', code, message: 'Access was denied. Allow s3:DeleteObject on this key.' }
  }
  return { outcome: 'failed', code, message: `S3 refused: ${message ?? 'no reason was given'}` }
}
