import { compareKeys } from '@/lib/celery/key-order'
import { isAppError } from '@/lib/errors'
import { createSlots } from '@/lib/sync/slots'
import type { BulkParts } from './bulk-parts'
import type { Ending } from './count-outcomes'
import type { FrozenEntry } from './frozen'

/** What lies under a key now, beside what was chosen. */
export type Found =
  | { kind: 'same'; version: string; sizeBytes: number }
  | { kind: 'missing' }
  | { kind: 'other'; ending: Ending }

export const changed: Ending = {
  outcome: 'skipped',
  code: 'changed',
  message: 'The result is newer than the one that was chosen, so it was kept.',
}

/** A page of LIST costs as much as 12 GETs and holds 1,000 keys. */
const keysPerPage = 1000
const getsPerPage = 12
const requestsAtOnce = 32

/**
 * Looks up what lies under keys of one batch, given in their order: by listing the range they lie in where that is
 * cheaper, else one by one. `untilMs`: of what the index did not know, this old a version is meant.
 */
export async function compareWithStore(
  parts: BulkParts,
  entries: FrozenEntry[],
  untilMs: number,
  signal: AbortSignal,
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>()
  const alone: FrozenEntry[] = []
  for (const part of [entries.filter(([, version]) => version !== null)]) {
    if (await isDense(parts, part)) await compareByListing(parts, part, found, signal)
    else alone.push(...part)
  }
  alone.push(...entries.filter(([, version]) => version === null))
  await compareOneByOne(parts, alone, untilMs, found, signal)
  return found
}

async function isDense({ database, appId }: BulkParts, entries: FrozenEntry[]): Promise<boolean> {
  const [first] = entries
  const last = entries.at(-1)
  if (!first || !last || entries.length <= getsPerPage) return false
  const most = Math.floor((entries.length / getsPerPage) * keysPerPage)
  const [row] = await database.reader.$queryRaw<{ found: bigint | number }[]>`
    SELECT COUNT(*) AS "found" FROM (
      SELECT 1 FROM "task" WHERE "appId" = ${appId} AND "key" >= ${first[0]} AND "key" <= ${last[0]} LIMIT ${most + 1}
    ) AS "between"`
  return Number(row?.found ?? 0) <= most
}

async function compareByListing(
  { store, keyPrefix }: BulkParts,
  entries: FrozenEntry[],
  found: Map<string, Found>,
  signal: AbortSignal,
): Promise<void> {
  const [first = ''] = entries[0] ?? []
  const [last = ''] = entries.at(-1) ?? []
  const chosen = new Map(entries.map(([key, version]) => [key, version]))
  for (const key of chosen.keys()) found.set(key, { kind: 'missing' })
  // The beginning of a text comes before it, and nothing that is looked for lies between.
  const range = { prefix: keyPrefix, after: first.slice(0, -1), upTo: last }
  for await (const page of store.list(range, signal)) {
    for (const { key, version, sizeBytes } of page) {
      const wanted = chosen.get(key)
      if (wanted === undefined) continue
      found.set(key, version === wanted ? { kind: 'same', version, sizeBytes } : { kind: 'other', ending: changed })
    }
  }
}

async function compareOneByOne(
  parts: BulkParts,
  entries: FrozenEntry[],
  untilMs: number,
  found: Map<string, Found>,
  signal: AbortSignal,
): Promise<void> {
  const slots = createSlots(requestsAtOnce)
  let failure: { error: unknown } | null = null
  for (const entry of entries) {
    await slots.take(signal)
    if (failure) {
      slots.free()
      break
    }
    compareOne(parts, entry, untilMs, signal)
      .then((one) => found.set(entry[0], one))
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => slots.free())
  }
  await slots.idle()
  // Assigned in a callback, which the compiler does not follow.
  const failed = failure as { error: unknown } | null
  if (failed) throw failed.error
}

/** One key. A conditional GET sends no body while the version is the one that was chosen. */
export async function compareOne(
  { store }: BulkParts,
  [key, version, sizeBytes]: FrozenEntry,
  untilMs: number,
  signal: AbortSignal,
): Promise<Found> {
  try {
    const outcome = await store.get(key, version === null ? {} : { ifNoneMatch: version }, signal)
    switch (outcome.kind) {
      case 'unchanged':
        return { kind: 'same', version: version ?? '', sizeBytes }
      case 'missing':
        return outcome.uncertain ? { kind: 'other', ending: forbidden } : { kind: 'missing' }
      case 'found': {
        const { document } = outcome
        await document.body.cancel()
        const meant = version === null ? document.modifiedAt.getTime() <= untilMs : document.version === version
        return meant
          ? { kind: 'same', version: document.version, sizeBytes: document.sizeBytes }
          : { kind: 'other', ending: changed }
      }
    }
  } catch (error) {
    // Bodies in an archive storage class cannot be read, but their entries can.
    if (!isAppError(error) || error.code !== 'not_supported') throw error
    return compareEntry(store, key, version, signal)
  }
}

const forbidden: Ending = {
  outcome: 'failed',
  code: 'AccessDenied',
  message: 'S3 answered 403: the object is missing, or forbidden. Allow s3:GetObject, and s3:ListBucket to tell which.',
}

async function compareEntry(
  store: BulkParts['store'],
  key: string,
  version: string | null,
  signal: AbortSignal,
): Promise<Found> {
  for await (const page of store.list({ prefix: key, upTo: key }, signal)) {
    const entry = page.find((one) => compareKeys(one.key, key) === 0)
    if (!entry) break
    if (version !== null && entry.version !== version) return { kind: 'other', ending: changed }
    return { kind: 'same', version: entry.version, sizeBytes: entry.sizeBytes }
  }
  return { kind: 'missing' }
}
