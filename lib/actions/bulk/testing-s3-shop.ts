import { type Emulator, startEmulator } from '@/demo/emulator'
import { openMemoryBroker } from '@/lib/broker/memory'
import { taskKey } from '@/lib/celery/result-key'
import { openActionLog } from '@/lib/db/action-log'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import type { RetryPolicy } from '@/lib/results/retry'
import { createS3Store } from '@/lib/results/s3'
import { type S3Proxy, startS3Proxy } from '@/lib/results/testing-s3-proxy'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import type { BulkParts } from './bulk-parts'

const keyPrefix = 'shop/'
const bucket = 'results'
/** As patient as the real one in attempts, and quicker. */
const quick: RetryPolicy = { attempts: 4, baseDelayMs: 1, throttledDelayMs: 1, maximumDelayMs: 4 }

let apps = 0

export type S3Shop = {
  emulator: Emulator
  proxy: S3Proxy
  parts: BulkParts
  keyOf(id: string): string
  put(id: string, document: object): void
  /** All keys of the bucket. */
  keys(): string[]
  /** Brings the index up to date, past the proxy. */
  sweepAll(): Promise<unknown>
  close(): Promise<void>
}

/** An app of its own whose results lie in the emulator, reached by the real S3 client through a proxy that sees and breaks. */
export async function openS3Shop(
  database: Database,
  { patienceMs = 10_000, ...change }: Partial<BulkParts> & { patienceMs?: number } = {},
): Promise<S3Shop> {
  const emulator = await startEmulator()
  emulator.s3.createBucket(bucket)
  const proxy = await startS3Proxy(emulator.url)
  const appId = `s3-${++apps}`
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const open = (endpoint: string) => {
    const aws = { endpoint, credentials, region: 'us-east-1' }
    return createS3Store({ kind: 's3', bucket, keyPrefix, aws }, { retry: quick, patienceMs })
  }
  const index = openTaskIndex(database, appId)
  const parts: BulkParts = {
    ...{ database, appId, index, keyPrefix, graceMs: 0, archive: null },
    store: open(proxy.url),
    broker: openMemoryBroker(['celery']),
    log: openActionLog(database, appId),
    clock: { now: Date.now, sleep: async () => {} },
    newId: () => crypto.randomUUID(),
    visibilityTimeoutSeconds: null,
    ...change,
  }
  const direct = { ...parts, store: open(emulator.url), now: Date.now, decode: decodeDocument(1_000_000) }
  return {
    ...{ emulator, proxy, parts },
    keyOf: (id) => taskKey(keyPrefix, id),
    put: (id, document) =>
      void emulator.s3.putObject(bucket, taskKey(keyPrefix, id), Buffer.from(JSON.stringify(document))),
    keys: () => emulator.s3.listObjects(bucket, { maxKeys: 1e9 }).objects.map(({ key }) => key),
    sweepAll: () => sweep(direct),
    async close() {
      await proxy.close()
      await emulator.close()
    },
  }
}
