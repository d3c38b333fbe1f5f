import type { Database } from './client'
import type { IndexContents } from './memory-index'
import { withNumbers } from './numbers'

/** Everything the database holds of one app, in the shape the memory index shows itself. */
export async function readContents({ reader }: Database, appId: string): Promise<IndexContents> {
  const mine = { where: { appId }, omit: { appId: true } } as const
  return {
    tasks: (await reader.task.findMany(mine)).map(withNumbers),
    groups: (await reader.groupResult.findMany(mine)).map(withNumbers),
    observations: (await reader.observation.findMany(mine)).map(withNumbers),
    dimensions: (await reader.dimension.findMany(mine)).map(withNumbers),
    stored: (await reader.storedBucket.findMany(mine)).map(withNumbers),
    history: (await reader.historyBucket.findMany(mine)).map(withNumbers).map(narrowWidth),
    queues: (await reader.queue.findMany(mine)).map(withNumbers),
    queueSamples: (await reader.queueSample.findMany(mine)).map(withNumbers),
    requests: await reader.requestCount.findMany(mine),
  }
}

function narrowWidth<T extends { widthSeconds: number }>(row: T): T & { widthSeconds: 60 | 3600 } {
  return { ...row, widthSeconds: row.widthSeconds === 60 ? 60 : 3600 }
}
