import { DeleteObjectsCommand } from '@aws-sdk/client-s3'
import type { BulkParts } from '@/lib/actions/bulk/bulk-parts'
import { createBulkJob } from '@/lib/actions/bulk/create-bulk-job'
import { runBulkJob } from '@/lib/actions/bulk/run-bulk-job'
import { deletesAtOnce } from '@/lib/actions/bulk/run-forget'
import { openActionLog } from '@/lib/db/action-log'
import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { createS3Store } from '@/lib/results/s3'
import { systemClock } from '@/lib/sync/clock'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import { bareClient } from './bare-loop'
import { type Cost, costOf, maxRssMb } from './measurement'
import { benchAws, benchBucket, benchPrefix } from './settings'
import { syntheticBucket } from './synthetic-bucket'

// Indexes the bucket, forgets all of it by a bulk job, then does the same by loops that only send DeleteObjects of known
// keys: as many requests at once as the job has, and one after the other.
const [port = '', databaseUrl = '', objects = ''] = process.argv.slice(2)
const appId = 'bench'
const aws = benchAws(Number(port))
const database = await openDatabase(databaseUrl)
const index = openTaskIndex(database, appId)
const store = createS3Store({ kind: 's3', bucket: benchBucket, keyPrefix: benchPrefix, aws })
const common = { store, index, keyPrefix: benchPrefix }
await sweep({ ...common, decode: decodeDocument(2_097_152), now: Date.now }, { concurrency: 32 })

export type BulkResult = {
  bulk: Cost
  bare: Cost
  oneByOne: Cost
  done: number
  deleted: number
  left: number
  maxRssMb: number
}

const parts: BulkParts = {
  ...common,
  database,
  appId,
  broker: null,
  log: openActionLog(database, appId),
  clock: systemClock,
  newId: () => crypto.randomUUID(),
  graceMs: 0,
  archive: null,
  visibilityTimeoutSeconds: null,
}
const selection = { kind: 'search', q: '' } as const
const confirm = Number(objects)
const id = await createBulkJob(parts, { kind: 'forget', selection, confirm, dryRun: false, archive: false })
const { cost: bulk } = await costOf(() => runBulkJob(parts, id, new AbortController().signal))
const { done } = await database.reader.bulkJob.findUniqueOrThrow({ where: { id } })
const deleted = Number(await (await fetch(`http://127.0.0.1:${port}/-/deleted`)).text())
const left = await database.reader.task.count()

const client = bareClient(aws)
const bucket = syntheticBucket(Number(objects), benchPrefix)
async function deleteAll(atOnce: number): Promise<void> {
  let from = 0
  const worker = async () => {
    for (let first = from; first < bucket.size; first = from) {
      from = first + 1000
      const numbers = Array.from({ length: Math.min(1000, bucket.size - first) }, (_, at) => first + at)
      const Objects = numbers.map((number) => ({ Key: bucket.key(number) }))
      await client.send(new DeleteObjectsCommand({ Bucket: benchBucket, Delete: { Quiet: true, Objects } }))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
const { cost: bare } = await costOf(() => deleteAll(deletesAtOnce))
const { cost: oneByOne } = await costOf(() => deleteAll(1))
const result: BulkResult = { bulk, bare, oneByOne, done, deleted, left, maxRssMb: maxRssMb() }
process.send?.(result)
process.disconnect()
client.destroy()
await database.close()
