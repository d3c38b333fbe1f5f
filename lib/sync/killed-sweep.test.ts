import { fork } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { sweep } from './engine'
import { fillStore, testParts } from './testing'

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
