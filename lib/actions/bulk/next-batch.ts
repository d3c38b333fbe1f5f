import { compareKeys } from '@/lib/celery/key-order'
import type { Database } from '@/lib/db/client'
import type { Claim } from './claims'
import type { Frozen, FrozenEntry } from './frozen'
import { matchingSql, readMatching } from './matching-rows'

/** Gives the next keys of a selection behind a key, `take` at most; null at its end. */
export type NextBatch = (after: string, take: number) => Promise<Claim | null>

/** `taken`: how many keys of it came before the one that is asked for first. */
export async function openSelection(
  database: Database,
  appId: string,
  frozen: Frozen,
  taken: number,
): Promise<NextBatch> {
  if (frozen.kind === 'keys') {
    return async (after, take) => {
      const from = frozen.entries.findIndex(([key]) => compareKeys(key, after) > 0)
      const entries = from === -1 ? [] : frozen.entries.slice(from, from + take)
      const last = entries.at(-1)
      return last ? { upTo: last[0], entries } : null
    }
  }
  const matches = await matchingSql(database, appId, frozen)
  let left = (frozen.most ?? Number.POSITIVE_INFINITY) - taken
  return async (after, take) => {
    if (left <= 0) return null
    for (let from = after; ; ) {
      const { rows, upTo } = await readMatching(database, appId, matches, from, Math.min(take, left))
      left -= rows.length
      const last = rows.at(-1)
      const entries = rows.map(({ key, version, sizeBytes }): FrozenEntry => [key, version, sizeBytes])
      if (last) return { upTo: upTo ?? last.key, entries }
      if (upTo === null) return null
      from = upTo
    }
  }
}
