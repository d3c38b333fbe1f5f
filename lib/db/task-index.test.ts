import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Database } from './client'
import { describeTaskIndex } from './conformance'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { readContents } from './testing-contents'
import { checkAgainstLedger } from './testing-ledger'
import { batch, startedRow, taskRow } from './testing-rows'

describeDatabases('The index', (databases) => {
  let opened: Promise<Database> | undefined
  const shared = () => {
    opened ??= databases.open()
    return opened
  }
  /** An empty index beside all the others in the same database. */
  const open = async () => {
    const database = await shared()
    const appId = randomUUID()
    return { index: openTaskIndex(database, appId), contents: () => readContents(database, appId) }
  }

  describeTaskIndex('of one app among others', open)

  it('equals a naive account of what it was told', () => checkAgainstLedger(open, 30), 120_000)

  describe('keeps apps apart', () => {
    it('even where their keys are the same', async () => {
      const [one, two] = [await open(), await open()]
      await one.index.apply(batch({ tasks: [startedRow()] }))
      await two.index.apply(batch({ tasks: [startedRow()] }))
      await one.index.apply(batch({ tasks: [taskRow()] }))
      const before = await two.contents()
      await one.index.apply(batch({ gone: [{ key: taskRow().key }] }))
      await one.index.prune({
        minuteBucketsMs: Number.MAX_SAFE_INTEGER,
        hourBucketsMs: Number.MAX_SAFE_INTEGER,
        queueSamplesMs: Number.MAX_SAFE_INTEGER,
        goneMs: Number.MAX_SAFE_INTEGER,
        sequencersMs: Number.MAX_SAFE_INTEGER,
        setAsideMs: Number.MAX_SAFE_INTEGER,
      })
      await one.index.markChecked([taskRow().key], Number.MAX_SAFE_INTEGER)
      expect(await two.contents()).toEqual(before)
      expect(await one.index.acquireLease('a', 1, 100)).toBe(true)
      expect(await two.index.acquireLease('b', 1, 100)).toBe(true)
    })
  })

  describe('changes nothing where a batch fails', () => {
    it('half way through', async () => {
      const database = await shared()
      const { index, contents } = await open()
      await index.apply(batch({ tasks: [startedRow(), taskRow({ taskId: 'b' })] }))
      const before = await contents()
      const change = batch({
        tasks: [taskRow(), taskRow({ taskId: 'c' })],
        gone: [{ key: taskRow({ taskId: 'b' }).key }],
      })
      // History is written after the rows and the storage roll-up.
      await database.reader.$executeRaw`ALTER TABLE "history_bucket" RENAME TO "hidden"`
      try {
        await expect(index.apply(change)).rejects.toMatchObject({ code: 'database' })
      } finally {
        await database.reader.$executeRaw`ALTER TABLE "hidden" RENAME TO "history_bucket"`
      }
      expect(await contents()).toEqual(before)
      expect(await index.apply(change)).toEqual({ inserted: 1, changed: 1, unchanged: 0, gone: 1 })
    })
  })
})
