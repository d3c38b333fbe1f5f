import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { readContents } from './testing-contents'
import { sortedRows } from './testing-recount'
import { batch, noonMs, startedRow, taskRow } from './testing-rows'

describeDatabases('The migration to storage classes', (databases) => {
  it('makes the sums of what is stored again as the index keeps them', async () => {
    const database = await databases.open()
    const tasks = [
      taskRow({ sizeBytes: 131_071, dateDoneMs: noonMs }),
      taskRow({ taskId: 'b', sizeBytes: 131_072, dateDoneMs: noonMs + 3_600_000 }),
      taskRow({ taskId: 'c', sizeBytes: 900_000, storageClass: 'GLACIER', name: null, queue: null }),
      startedRow({ taskId: 'd' }),
    ]
    await openTaskIndex(database, 'one').apply(batch({ tasks }))
    const { stored, totals } = await readContents(database, 'one')

    const script = readFileSync(
      `prisma/${databases.kind}/migrations/20261125140300_storage_classes/migration.sql`,
      'utf8',
    )
    const statements = script
      .split(';')
      .filter((statement) => !/ALTER TABLE/.test(statement) && statement.trim() !== '')
    await database.write('one', async (tx) => {
      for (const statement of statements) await tx.$executeRawUnsafe(statement)
    })
    const made = await readContents(database, 'one')
    expect(sortedRows(made.stored)).toEqual(sortedRows(stored))
    expect(sortedRows(made.totals)).toEqual(sortedRows(totals))
  })
})
