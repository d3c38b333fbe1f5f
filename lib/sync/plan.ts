import { compareKeys } from '@/lib/celery/key-order'
import type { StoredEntry } from '@/lib/results/store'
import type { IndexedEntry } from './index-port'

/** What one listed page asks for. */
export type PagePlan = {
  /** New keys, and keys whose stored version is another one than the indexed. */
  fetch: { entry: StoredEntry; knownVersion: string | null }[]
  /** Indexed, but no longer listed. */
  gone: IndexedEntry[]
  /** How many listed keys the index already has as they are. */
  same: number
}

/**
 * The merge join of a listing with the index, page by page. Both sides come in byte order of keys; the index entries
 * are those of the whole range that is being listed.
 */
export type Merge = {
  page(listed: StoredEntry[]): PagePlan
  /** To be called after the last page: whatever the listing did not reach is gone. */
  end(): IndexedEntry[]
}

export function mergeWithIndex(indexed: IndexedEntry[]): Merge {
  let at = 0
  return {
    page(listed) {
      const plan: PagePlan = { fetch: [], gone: [], same: 0 }
      for (const entry of listed) {
        let known = indexed[at]
        while (known && compareKeys(known.key, entry.key) < 0) {
          plan.gone.push(known)
          at += 1
          known = indexed[at]
        }
        if (known?.key !== entry.key) {
          plan.fetch.push({ entry, knownVersion: null })
          continue
        }
        at += 1
        if (known.version === entry.version) plan.same += 1
        else plan.fetch.push({ entry, knownVersion: known.version })
      }
      return plan
    },
    end() {
      const rest = indexed.slice(at)
      at = indexed.length
      return rest
    },
  }
}
