import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { createS3Store } from '@/lib/results/s3'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import { bareClient, listAll } from './bare-loop'
import { type ColdResult, type Cost, costOf, markedCostOf, maxRssMb, median } from './measurement'
import { benchAws, benchBucket, benchPrefix } from './settings'

// Indexes the bucket from nothing, then sweeps it unchanged in turns with a bare listing, and reports what that cost.
const [port = '', concurrency = '', databaseUrl = '', rounds = ''] = process.argv.slice(2)
const aws = benchAws(Number(port))
const database = await openDatabase(databaseUrl)
const index = openTaskIndex(database, 'bench')
const store = createS3Store({ kind: 's3', bucket: benchBucket, keyPrefix: benchPrefix, aws })
const parts = { store, index, decode: decodeDocument(2_097_152), keyPrefix: benchPrefix, now: Date.now }
const sweepOnce = () => sweep(parts, { concurrency: Number(concurrency) })

const { cost: cold, value: first } = await markedCostOf(sweepOnce)

const client = bareClient(aws)
const listing = () => listAll(client, benchBucket, `${benchPrefix}celery-task`)
const unchanged: Cost[] = []
const bareList: Cost[] = []
let last = first
for (let round = 0; round < Number(rounds); round += 1) {
  bareList.push((await costOf(listing)).cost)
  const { cost, value } = await costOf(sweepOnce)
  unchanged.push(cost)
  last = value
}
const { listRequests, getRequests } = last.counters
const result: ColdResult = {
  cold,
  unchanged: median(unchanged),
  bareList: median(bareList),
  listRequests,
  getRequests,
  indexed: first.counters.inserted,
  maxRssMb: maxRssMb(),
}
process.send?.(result)
process.disconnect()
client.destroy()
await database.close()
