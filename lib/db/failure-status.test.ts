import { expect, it } from 'vitest'
import { setFailureStatus } from './failure-status'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { batch, failedRow, noonMs } from './testing-rows'

describeDatabases('A decision about a failure group', (databases) => {
  const failedAt = (taskId: string, dateDoneMs: number) =>
    batch({ tasks: [failedRow({ taskId, dateDoneMs, modifiedMs: dateDoneMs })] })

  it('stays until a person decides again, and tells since when it failed again', async () => {
    const database = await databases.open()
    const index = openTaskIndex(database, 'app')
    const group = () => database.reader.failureGroup.findFirst()
    await index.apply(failedAt('a', noonMs))
    expect(await group()).toMatchObject({ status: 'open', statusMs: null, regressedMs: null, count: 1 })

    expect(await setFailureStatus(database, 'app', 'f1', 'resolved', noonMs + 10)).toBe(true)
    await index.apply(failedAt('late', noonMs + 5))
    expect(await group()).toMatchObject({ status: 'resolved', statusMs: BigInt(noonMs + 10), regressedMs: null })

    await index.apply(failedAt('c', noonMs + 30))
    await index.apply(failedAt('b', noonMs + 20))
    await index.apply(failedAt('d', noonMs + 40))
    expect(await group()).toMatchObject({ status: 'resolved', regressedMs: BigInt(noonMs + 20), count: 5 })

    await setFailureStatus(database, 'app', 'f1', 'ignored', noonMs + 50)
    await index.apply(failedAt('e', noonMs + 60))
    expect(await group()).toMatchObject({ status: 'ignored', regressedMs: null, count: 6 })
  })

  it('is not taken about a group that does not exist', async () => {
    const database = await databases.open()
    expect(await setFailureStatus(database, 'app', 'none', 'resolved', noonMs)).toBe(false)
  })
})
