import type { IndexedEntry, TaskIndex } from './index-port'

/** A stretch of the key space with the index entries that lie in it. An open end is undefined. */
export type SweepRange = { prefix: string; after?: string; upTo?: string; indexed: IndexedEntry[] }

/**
 * Cuts the key space under a prefix into ranges that can be swept side by side: each ends at an index key, after
 * `pagesPerRange` thousands of them; the last one is open. Since a LIST page holds 1,000 keys, the pages of an
 * unchanged bucket end exactly where the ranges do, and all ranges together cost ⌈N/1000⌉ LIST requests, as one
 * listing would. Where keys were added, each range costs at most one request more.
 *
 * Ranges by the first characters of ids would be simpler, but cost up to one request more each on every sweep, and
 * must guess what ids look like. An empty index gives one open range: a first sweep spends its time on GETs, and one
 * listing feeds more of those than may run at once.
 */
export async function* sweepRanges(
  index: TaskIndex,
  prefix: string,
  pagesPerRange: number,
  pageSize = 1000,
): AsyncGenerator<SweepRange> {
  let after: string | undefined
  let ahead = await index.listEntries({ prefix, after }, pageSize)
  for (;;) {
    const indexed: IndexedEntry[] = []
    let more = true
    for (let pages = 0; more && pages < pagesPerRange; pages += 1) {
      for (const entry of ahead) indexed.push(entry)
      more = ahead.length === pageSize
      // One page is read ahead: only then is it known whether this range is the last, and so open.
      ahead = more ? await index.listEntries({ prefix, after: indexed.at(-1)?.key }, pageSize) : []
      more = ahead.length > 0
    }
    if (!more) return yield { prefix, after, indexed }
    const upTo = indexed.at(-1)?.key
    yield { prefix, after, upTo, indexed }
    after = upTo
  }
}
