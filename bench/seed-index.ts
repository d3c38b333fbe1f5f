import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { taskVersions } from './api-rows'
import { type Cost, costOf } from './measurement'

// Fills an index with results that lie nowhere, through the index's own door, and reports what that cost.
const [databaseUrl = '', appId = '', results = ''] = process.argv.slice(2)
const batchSize = 1500

export type Seeded = Cost & { results: number; nowMs: number }

const database = await openDatabase(databaseUrl)
const index = openTaskIndex(database, appId)
const nowMs = Date.now()
const { cost } = await costOf(async () => {
  for (let from = 0; from < Number(results); from += batchSize) {
    const numbers = Array.from({ length: Math.min(batchSize, Number(results) - from) }, (_, i) => from + i)
    const tasks = numbers.flatMap((number) => taskVersions(number, nowMs))
    await index.apply({ tasks, groups: [], gone: [], atMs: nowMs })
  }
  await index.saveSyncState({ completeToMs: nowMs, sweepStartedMs: nowMs, sweepFinishedMs: nowMs })
})
const seeded: Seeded = { ...cost, results: Number(results), nowMs }
process.send?.(seeded)
if (process.connected) process.disconnect()
await database.close()
