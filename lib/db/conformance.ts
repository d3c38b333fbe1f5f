import { beforeEach, describe, expect } from 'vitest'
import type { ApplyOutcome, TaskIndex, TaskRow } from '@/lib/sync/index-port'
import { describeBatches } from './conformance-batches'
import { describeEntries } from './conformance-entries'
import { describeEvents } from './conformance-events'
import { describeRollups } from './conformance-rollups'
import { describeSync } from './conformance-sync'
import type { IndexContents } from './memory-index'
import type { StoredTask } from './stored-rows'
import { batch } from './testing-rows'

export type IndexUnderTest = { index: TaskIndex; contents(): Promise<IndexContents> }

/** The index of the running test, empty at its beginning. */
export type FreshIndex = IndexUnderTest & {
  apply(...tasks: TaskRow[]): Promise<ApplyOutcome>
  /** The only task there is. */
  oneTask(): Promise<StoredTask | undefined>
}

/** What every TaskIndex does. `open` gives an empty one. */
export function describeTaskIndex(title: string, open: () => Promise<IndexUnderTest>): void {
  describe(title, () => {
    const fresh = freshForEachTest(open)
    describeBatches(fresh)
    describeRollups(fresh)
    describeEntries(fresh)
    describeEvents(fresh)
    describeSync(fresh)
  })
}

function freshForEachTest(open: () => Promise<IndexUnderTest>): FreshIndex {
  let current: IndexUnderTest | undefined
  beforeEach(async () => {
    current = await open()
  })
  const opened = () => {
    if (!current) throw new Error('The index exists only while a test runs.')
    return current
  }
  return {
    get index() {
      return opened().index
    },
    contents: () => opened().contents(),
    apply: (...tasks) => opened().index.apply(batch({ tasks })),
    async oneTask() {
      const { tasks } = await opened().contents()
      expect(tasks).toHaveLength(1)
      return tasks[0]
    },
  }
}
