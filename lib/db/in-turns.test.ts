import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openTaskIndex } from './task-index'
import { describeDatabases } from './testing'
import { batch, taskRow } from './testing-rows'

describeDatabases('A batch of many rows', (databases) => {
  it('lets the process answer requests while it is written', async () => {
    const index = openTaskIndex(await databases.open(), 'app')
    const tasks = Array.from({ length: 500 }, (_, at) => taskRow({ taskId: `t${at}` }))
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
