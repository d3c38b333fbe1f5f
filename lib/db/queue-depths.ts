import type { QueueSampleRow } from '@/lib/sync/index-port'
import type { Database } from './client'
import type { UpsertTable } from './upsert'

const queueTable: UpsertTable<QueueSampleRow> = {
  name: 'queue',
  keys: ['name'],
  onConflict: 'overwrite',
  columns: {
    name: 'text',
    url: 'text',
    fifo: 'boolean',
    sampledMs: 'bigint',
    visible: 'integer',
    inFlight: 'integer',
    delayed: 'integer',
    deadLetterName: 'text',
    maxReceiveCount: 'integer',
    retentionSeconds: 'integer',
    visibilityTimeoutSeconds: 'integer',
    maximumMessageBytes: 'integer',
    problem: 'text',
  },
}

/** A queue that could not be read keeps its last known numbers, and the time they are of. */
const unreadQueueTable: UpsertTable<QueueSampleRow> = { ...queueTable, changing: ['problem'] }

type Sample = Pick<QueueSampleRow, 'name' | 'sampledMs' | 'visible' | 'inFlight' | 'delayed'>

const sampleTable: UpsertTable<Sample> = {
  name: 'queue_sample',
  keys: ['name', 'sampledMs'],
  onConflict: 'overwrite',
  columns: { name: 'text', sampledMs: 'bigint', visible: 'integer', inFlight: 'integer', delayed: 'integer' },
}

/** Keeps the attributes and the depth of queues as they are now, and their depth as a point of the time series. */
export async function saveQueueDepths(database: Database, appId: string, samples: QueueSampleRow[]): Promise<void> {
  if (samples.length === 0) return
  const { read, unread } = splitSamples(samples)
  await database.write(appId, async (tx) => {
    await database.upsertMany(tx, appId, queueTable, read)
    await database.upsertMany(tx, appId, unreadQueueTable, unread)
    await database.upsertMany(tx, appId, sampleTable, read)
  })
}

/** One row a queue, the last one given: a statement cannot change the same row twice. */
export function splitSamples(samples: QueueSampleRow[]): { read: QueueSampleRow[]; unread: QueueSampleRow[] } {
  const latest = [...new Map(samples.map((sample) => [sample.name, sample])).values()]
  return {
    read: latest.filter(({ problem }) => problem === null),
    unread: latest.filter(({ problem }) => problem !== null),
  }
}
