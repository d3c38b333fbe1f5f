import type { IndexBatch, TaskIndex } from '@/lib/sync/index-port'
import type { IndexContents } from './memory-index'
import { type CountedVersion, expectRecounted } from './testing-recount'

/** An index whose writes are watched: every version that ever became a row is to be counted once. */
export type Account = {
  readonly index: TaskIndex
  /** Throws where a sum differs from a recount of the rows and of all versions that were ever accepted. */
  check(): Promise<void>
}

/** For tests only: reads everything after every write. The writes of one index follow one another. */
export function keepAccount(index: TaskIndex, contents: () => Promise<IndexContents>): Account {
  const versions = new Map<string, CountedVersion>()
  let last: Promise<unknown> = Promise.resolve()

  async function note(batch: IndexBatch): Promise<void> {
    const rows = new Map((await contents()).tasks.map((task) => [task.key, task]))
    for (const row of batch.tasks) {
      const stored = rows.get(row.key)
      if (stored?.etag !== row.version || stored.lastModifiedMs !== row.modifiedMs) continue
      const id = JSON.stringify([row.key, row.version, row.modifiedMs])
      if (!versions.has(id)) versions.set(id, { row, atMs: batch.atMs, runtimeMs: stored.runtimeMs })
    }
  }

  /** One write after the other, each looked at before the next one. */
  function watched<Batch extends IndexBatch, Outcome>(write: (batch: Batch) => Promise<Outcome>) {
    return (batch: Batch): Promise<Outcome> => {
      const applied = last.then(async () => {
        const outcome = await write(batch)
        await note(batch)
        return outcome
      })
      last = applied.catch(() => {})
      return applied
    }
  }

  return {
    index: { ...index, apply: watched(index.apply), applyEvents: watched(index.applyEvents) },
    async check() {
      expectRecounted(await contents(), [...versions.values()])
    },
  }
}
