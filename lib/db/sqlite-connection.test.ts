import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { SqliteConnection } from './sqlite-connection'
import { openTaskIndex } from './task-index'
import { describeDatabases, sqliteDatabases } from './testing'
import { batch, taskRow } from './testing-rows'

const manyTasks = () => Array.from({ length: 500 }, (_, at) => taskRow({ taskId: `t${at}` }))

describeDatabases('A batch of many rows', (databases) => {
  it('lets the process answer requests while it is written', async () => {
    const index = openTaskIndex(await databases.open(), 'app')
    const tasks = manyTasks()
    let writing = true
    let turns = 0
    const answering = (async () => {
      for (; writing; turns += 1) await nextTurn()
    })()
    await index.apply(batch({ tasks }))
    writing = false
    await answering
    expect(turns).toBeGreaterThan(15)
  })
})

describe('A SQLite connection', () => {
  const databases = sqliteDatabases()

  it('whose thread ends fails what is under way, keeps nothing of it, and goes on with another thread', async () => {
    const threads: Worker[] = []
    const note = (thread: Worker) => threads.push(thread)
    process.on('worker', note)
    const database = await databases.open()
    await database.write('app', () => database.reader.app.count())
    process.off('worker', note)
    expect(threads).toHaveLength(2)

    const index = openTaskIndex(database, 'app')
    const writing = index.apply(batch({ tasks: manyTasks() }))
    await Promise.all([
      expect(writing).rejects.toMatchObject({ name: 'AppError', code: 'database' }),
      ...threads.map((thread) => thread.terminate()),
    ])
    expect(await database.reader.task.count()).toBe(0)
    expect(await index.apply(batch({ tasks: manyTasks() }))).toMatchObject({ inserted: 500 })
    expect(await database.reader.task.count()).toBe(500)
  })

  it('whose thread ends takes no statement of a lost transaction into one of the next thread', async () => {
    const threads: Worker[] = []
    const note = (thread: Worker) => threads.push(thread)
    process.on('worker', note)
    const file = (await databases.freshUrl()).slice('file:'.length)
    const adapter = await new SqliteConnection({ file, timeoutMs: 1000, pragmas: [] }).connect()
    const statement = (sql: string) => ({ sql, args: [], argTypes: [] })

    const lost = await adapter.startTransaction()
    process.off('worker', note)
    await Promise.all(threads.map((thread) => thread.terminate()))
    const next = await adapter.startTransaction()
    await next.executeRaw(statement('CREATE TABLE kept (id INTEGER)'))
    await expect(lost.executeRaw(statement('ROLLBACK'))).rejects.toThrow('This transaction is over.')
    await next.executeRaw(statement('COMMIT'))
    await next.commit()
    expect((await adapter.queryRaw(statement("SELECT name FROM sqlite_master WHERE name = 'kept'"))).rows).toHaveLength(
      1,
    )
    await adapter.dispose()
  })

  it('does not keep a process alive that has nothing more to do', async () => {
    const database = await databases.open()
    await database.reader.app.count()
    const active = process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name))
    expect(active).toEqual([])
  })
})
