import type { ApplyOutcome, IndexedEntry, IndexRange, TaskIndex } from './index-port'

const pageSize = 1000

/**
 * Lets go of rows that lie outside the prefix, which no listing reaches: those of a base path the app had before. The
 * objects stay in the bucket, and history keeps what it counted. Costs two reads of the index where there are none.
 */
export async function removeFormerRows(
  { index, now }: { index: TaskIndex; now: () => number },
  prefix: string,
  signal: AbortSignal,
  onApplied: (outcome: ApplyOutcome) => void,
): Promise<void> {
  // Whatever begins with the prefix lies between these two: no text sorts behind the last character.
  const outside: IndexRange[] = [
    { prefix: '', upTo: prefix },
    { prefix: '', after: `${prefix}\u{10ffff}` },
  ]
  for (const range of outside) {
    let page: IndexedEntry[] = []
    do {
      page = await index.listEntries({ ...range, after: page.at(-1)?.key ?? range.after }, pageSize)
      signal.throwIfAborted()
      const gone = page.map(({ key, version }) => ({ key, ifVersion: version }))
      if (gone.length > 0) onApplied(await index.apply({ tasks: [], groups: [], gone, atMs: now() }))
    } while (page.length === pageSize)
  }
}
