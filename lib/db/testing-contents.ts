import type { Database } from './client'
import type { IndexContents } from './memory-index'
import { withNumbers } from './numbers'
import { type RollupWidth, rollupWidths } from './rollup-widths'

/** Everything the database holds of one app, in the shape the memory index shows itself. */
export async function readContents({ reader }: Database, appId: string): Promise<IndexContents> {
  const mine = { where: { appId }, omit: { appId: true } } as const
  return {
    tasks: (await reader.task.findMany(mine)).map(withNumbers),
    groups: (await reader.groupResult.findMany(mine)).map(withNumbers),
    observations: (await reader.observation.findMany(mine)).map(withNumbers),
    children: (await reader.taskChildren.findMany(mine)).map(withNumbers),
    gone: (await reader.goneResult.findMany(mine)).map(withNumbers),
    dimensions: (await reader.dimension.findMany(mine)).map(withNumbers),
    stored: (await reader.storedBucket.findMany(mine)).map(withNumbers),
    totals: (await reader.storedTotal.findMany(mine)).map(withNumbers),
    history: (await reader.historyBucket.findMany(mine)).map(withNumbers).map(narrowWidth),
    workers: (await reader.workerBucket.findMany(mine)).map(withNumbers).map(narrowWidth),
    types: (await reader.typeBucket.findMany(mine)).map(withNumbers),
    failures: (await reader.failureGroup.findMany(mine)).map(withNumbers),
    failureBuckets: (await reader.failureBucket.findMany(mine)).map(withNumbers).map(narrowWidth),
    failureWorkers: (await reader.failureWorker.findMany(mine)).map(withNumbers),
    queues: (await reader.queue.findMany(mine)).map(withNumbers),
    queueSamples: (await reader.queueSample.findMany(mine)).map(withNumbers),
    sequencers: (await reader.eventSequence.findMany(mine)).map(withNumbers),
    setAside: (await reader.eventSetAside.findMany(mine)).map(withNumbers),
    requests: await reader.requestCount.findMany(mine),
    storageDays: (await reader.storageDay.findMany(mine)).map(withNumbers),
  }
}

function narrowWidth<T extends { widthSeconds: number }>(row: T): T & { widthSeconds: RollupWidth } {
  const width = rollupWidths.find((some) => some === row.widthSeconds)
  if (width === undefined) throw new Error(`There are no roll-ups of ${row.widthSeconds} s.`)
  return { ...row, widthSeconds: width }
}
