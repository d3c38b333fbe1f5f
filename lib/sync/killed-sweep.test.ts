import { fork } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { compareKeys } from '@/lib/celery/key-order'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { readContents } from '@/lib/db/testing-contents'
import { recountStored, recountTotals, sortedRows } from '@/lib/db/testing-recount'
import { sweep } from './engine'
import { fillStore, testParts } from './testing'
import { createDice, inFull } from './testing-seeds'

const objects = 1500
const child = path.join(import.meta.dirname, 'testing-killed-child.ts')

/** Starts a sweep in a process of its own and ends it, without any warning, at its nth write. */
function sweepAndKill(url: string, atWrite: number): Promise<{ signal: string | null; whole: boolean }> {
  const sweeping = fork(child, [url, String(objects)], { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
  let whole = false
  return new Promise((resolve, reject) => {
    sweeping.on('message', (message) => {
      whole ||= message === 'whole'
      if (message === atWrite) sweeping.kill('SIGKILL')
    })
    sweeping.on('error', reject)
    sweeping.on('exit', (_code, signal) => resolve({ signal, whole }))
  })
}

async function contentsOf(database: Database) {
  const rows = await database.reader.task.findMany({ select: { key: true, etag: true }, orderBy: { key: 'asc' } })
  const stored = await database.reader.storedBucket.aggregate({ _sum: { objects: true } })
  return { versions: rows.map(({ key, etag }) => `${key} ${etag}`), stored: stored._sum.objects }
}

describeDatabases('A sweep killed in the middle', (databases) => {
  it('loses at most the write under way: the next sweep makes the index equal to the bucket', async () => {
    const url = await databases.freshUrl()
    let indexed = 0
    for (const atWrite of [1, 4, 7]) {
      expect(await sweepAndKill(url, atWrite)).toEqual({ signal: 'SIGKILL', whole: false })
      const database = await databases.open(url)
      const { versions, stored } = await contentsOf(database)
      expect(versions.length).toBe(stored ?? 0)
      expect(versions.length).toBeGreaterThanOrEqual(indexed)
      expect(versions.length).toBeLessThan(objects)
      indexed = versions.length
      await database.close()
    }

    const database = await databases.open(url)
    const parts = testParts()
    fillStore(parts.store, objects)
    const { counters } = await sweep({ ...parts, index: openTaskIndex(database, 'killed') })
    expect(counters).toMatchObject({ fetched: objects - indexed, inserted: objects - indexed, gone: 0 })
    const entries = []
    for await (const page of parts.store.list({ prefix: '' }, new AbortController().signal)) entries.push(...page)
    expect(await contentsOf(database)).toEqual({
      versions: entries.map(({ key, version }) => `${key} ${version}`),
      stored: objects,
    })
  })
})

describeDatabases('A sweep killed twenty times at any moment', (databases) => {
  it.runIf(inFull)(
    'ends with exactly what is in the bucket',
    async () => {
      const many = 50_000
      const url = await databases.freshUrl()
      const dice = createDice(Number(process.env.SEED ?? 1))
      const counts: number[] = []
      for (let kill = 0; kill < 20; kill += 1) {
        expect(await sweepAndKillAfter(url, many, 50 + dice.below(600))).toBe('SIGKILL')
        const database = await databases.open(url)
        const { versions, stored } = await contentsOf(database)
        expect(versions.length).toBe(stored ?? 0)
        expect(versions.length).toBeGreaterThanOrEqual(counts.at(-1) ?? 0)
        counts.push(versions.length)
        await database.close()
      }
      console.log(`${databases.kind}: indexed after each kill: ${counts.join(', ')}`)
      expect(counts.at(-1)).toBeGreaterThan(0)

      const database = await databases.open(url)
      const parts = testParts()
      fillStore(parts.store, many)
      const index = openTaskIndex(database, 'killed')
      await sweep({ ...parts, index })
      const contents = await readContents(database, 'killed')
      expect(contents.tasks.map(({ key }) => key).sort(compareKeys)).toEqual(parts.store.keys())
      expect(sortedRows(contents.stored)).toEqual(recountStored(contents))
      expect(sortedRows(contents.totals)).toEqual(recountTotals(contents))
      // One version each: history has counted every result exactly once.
      const days = contents.history.filter(({ widthSeconds }) => widthSeconds === 86_400)
      expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(many)
      expect((await sweep({ ...parts, index })).counters).toMatchObject({ fetched: 0, gone: 0 })
    },
    900_000,
  )
})

/** Starts a sweep and ends it, without any warning, so long after its first write began. */
function sweepAndKillAfter(url: string, count: number, afterMs: number): Promise<string | null> {
  const sweeping = fork(child, [url, String(count)], { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    sweeping.once('message', () => setTimeout(() => sweeping.kill('SIGKILL'), afterMs))
    sweeping.on('error', reject)
    sweeping.on('exit', (_code, signal) => resolve(signal))
  })
}
