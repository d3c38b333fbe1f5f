import { fork } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { compareKeys } from '@/lib/celery/key-order'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { readContents } from '@/lib/db/testing-contents'
import { recountStored, recountTotals, sortedRows } from '@/lib/db/testing-recount'
import { startFromInventory } from './cold-start'
import { sweep } from './engine'
import { fillStore, testParts } from './testing'
import { inventoryOf } from './testing-inventory'

const objects = 1500
const child = path.join(import.meta.dirname, 'testing-killed-child.ts')
const quiet = { onMoved: () => {}, onEnded: async () => {}, onError: () => {} }

/** Starts to fill an index in a process of its own and ends it, without any warning, at its nth write. */
function fillAndKill(url: string, atWrite: number): Promise<string | null> {
  const args = [url, String(objects), 'inventory']
  const filling = fork(child, args, { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    filling.on('message', (message) => {
      if (message === atWrite) filling.kill('SIGKILL')
    })
    filling.on('error', reject)
    filling.on('exit', (_code, signal) => resolve(signal))
  })
}

describeDatabases('A cold start from an inventory, killed in the middle', (databases) => {
  it('goes on with what is missing, and the sweep after it finds everything right', async () => {
    const url = await databases.freshUrl()
    let known = 0
    for (const atWrite of [2, 5]) {
      expect(await fillAndKill(url, atWrite)).toBe('SIGKILL')
      const database = await databases.open(url)
      const { tasks } = await readContents(database, 'killed')
      expect(tasks.length).toBeGreaterThan(known)
      expect(tasks.length).toBeLessThan(objects)
      known = tasks.length
      await database.close()
    }

    const database = await databases.open(url)
    const parts = testParts()
    fillStore(parts.store, objects)
    parts.store.inventory = inventoryOf(parts.store)
    const index = openTaskIndex(database, 'killed')
    const status = await startFromInventory({ ...parts, index }, quiet, AbortSignal.any([]))
    expect(status).toMatchObject({ listed: objects, known, read: objects - known, problem: null })
    expect((await sweep({ ...parts, index })).counters).toMatchObject({ listed: objects, getRequests: 0, gone: 0 })
    const contents = await readContents(database, 'killed')
    expect(contents.tasks.map(({ key }) => key).sort(compareKeys)).toEqual(parts.store.keys())
    expect(sortedRows(contents.stored)).toEqual(recountStored(contents))
    expect(sortedRows(contents.totals)).toEqual(recountTotals(contents))
  })
})
