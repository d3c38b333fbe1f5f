import { statSync } from 'node:fs'
import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { createS3Store } from '@/lib/results/s3'
import { decodeDocument } from '@/lib/sync/decode-document'
import { type SweepOptions, sweep } from '@/lib/sync/engine'
import { type Cost, costOf } from './measurement'
import { benchAws, benchBucket, benchPrefix } from './settings'

/** Where a long indexing stands: since its beginning, but for the rate. */
export type LargeProgress = { indexed: number; seconds: number; perSecond: number; rssMb: number; databaseMb: number }
/** `unchanged`: null where time was up before the index was complete. */
export type LargeResult = { cold: Cost; unchanged: (Cost & { listRequests: number; getRequests: number }) | null }
export type LargeMessage = { progress: LargeProgress } | { result: LargeResult }

// Indexes the bucket from nothing and tells on the way how it goes; then sweeps it unchanged. Ends early when time is up.
const [port = '', concurrency = '', databaseUrl = '', appId = '', every = '', minutes = ''] = process.argv.slice(2)
const database = await openDatabase(databaseUrl)
const store = createS3Store({ kind: 's3', bucket: benchBucket, keyPrefix: benchPrefix, aws: benchAws(Number(port)) })
const index = openTaskIndex(database, appId)
const parts = { store, index, decode: decodeDocument(2_097_152), keyPrefix: benchPrefix, now: Date.now }
const timeIsUp = AbortSignal.timeout(Number(minutes) * 60_000)
const tell = (message: LargeMessage) => process.send?.(message)

const startedMs = performance.now()
let told = { indexed: 0, atMs: startedMs }
const onProgress: SweepOptions['onProgress'] = ({ inserted }) => {
  if (inserted - told.indexed < Number(every)) return
  const atMs = performance.now()
  tell({
    progress: {
      indexed: inserted,
      seconds: (atMs - startedMs) / 1000,
      perSecond: ((inserted - told.indexed) * 1000) / (atMs - told.atMs),
      rssMb: process.memoryUsage.rss() / 2 ** 20,
      databaseMb: databaseMb(),
    },
  })
  told = { indexed: inserted, atMs }
}

function databaseMb(): number {
  return databaseUrl.startsWith('file:') ? statSync(databaseUrl.slice('file:'.length)).size / 2 ** 20 : Number.NaN
}

const sweepOnce = () => sweep(parts, { concurrency: Number(concurrency), onProgress }, timeIsUp)
const { cost: cold, value: first } = await costOf(() => sweepOnce().catch(nullIfTimeIsUp))
let unchanged: LargeResult['unchanged'] = null
if (first) {
  const { cost, value } = await costOf(() => sweepOnce().catch(nullIfTimeIsUp))
  if (value) unchanged = { ...cost, ...value.counters }
}
// As the sync does when a sweep is through; the screens then show what is there.
await index.saveSyncState({ completeToMs: Date.now(), sweepStartedMs: Date.now(), sweepFinishedMs: Date.now() })
tell({ result: { cold, unchanged } })
process.disconnect()
await database.close()

function nullIfTimeIsUp(error: unknown): null {
  if (timeIsUp.aborted) return null
  throw error
}
