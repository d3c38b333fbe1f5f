import { openMemoryBroker } from '@/lib/broker/memory'
import { openActionLog } from '@/lib/db/action-log'
import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { createS3Store } from '@/lib/results/s3'
import { systemClock } from '@/lib/sync/clock'
import type { BulkParts } from './bulk-parts'
import { runBulkJob } from './run-bulk-job'

/**
 * A process that does one bulk job and ends itself, without any warning, at its nth transaction: before it is stored where n
 * is even, else right after. Itself, because a signal from outside may come when a quick job is over.
 */
const [databaseUrl = '', endpoint = '', appId = '', jobId = '', atWrite = ''] = process.argv.slice(2)
const database = await openDatabase(databaseUrl)
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const aws = { endpoint, credentials, region: 'us-east-1' }
let writes = 0
const ending: typeof database = {
  ...database,
  async write(app, work) {
    writes += 1
    const last = writes === Number(atWrite)
    const end = () => process.kill(process.pid, 'SIGKILL')
    const value = await database.write(app, async (tx) => {
      const done = await work(tx)
      if (last && writes % 2 === 0) end()
      return done
    })
    if (last) end()
    return value
  },
}
const parts: BulkParts = {
  database: ending,
  appId,
  store: createS3Store({ kind: 's3', bucket: 'results', keyPrefix: 'shop/', aws }),
  broker: openMemoryBroker([]),
  index: openTaskIndex(database, appId),
  log: openActionLog(database, appId),
  keyPrefix: 'shop/',
  clock: systemClock,
  newId: () => crypto.randomUUID(),
  graceMs: 0,
  archive: null,
  visibilityTimeoutSeconds: null,
}
await runBulkJob(parts, jobId, new AbortController().signal)
process.send?.('whole')
await database.close()
process.disconnect?.()
