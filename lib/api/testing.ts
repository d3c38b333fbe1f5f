import { openMemoryBroker } from '@/lib/broker/memory'
import { taskKey } from '@/lib/celery/result-key'
import type { Config } from '@/lib/config'
import { openActionLog } from '@/lib/db/action-log'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { openLog } from '@/lib/log'
import { createDocumentCache } from '@/lib/queries/document-cache'
import type { StoredTask } from '@/lib/queries/read-task'
import { openRequestLedger } from '@/lib/request-ledger'
import { createMemoryStore } from '@/lib/results/memory'
import { type AppParts, provideRuntime, type Runtime } from '@/lib/runtime'
import { systemClock } from '@/lib/sync/clock'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'

const keyPrefix = 'results/'
let apps = 0

/**
 * The routes' runtime with a store and a broker in memory and an app of its own in a real database, given to this
 * process. Routes are then called as functions.
 */
export function provideTestRuntime(database: Database, change: Partial<Config> = {}) {
  const store = createMemoryStore({ label: 's3://shop/results/' })
  const broker = openMemoryBroker(['celery', 'emails'])
  const id = `api-${++apps}`
  const index = openTaskIndex(database, id)
  const now = Date.now
  const parts = { store, index, keyPrefix, now }
  const actions = { ...parts, broker, log: openActionLog(database, id), newId: () => crypto.randomUUID() }
  const { graceSeconds, archive } = change.forget ?? { graceSeconds: 0, archive: null }
  const app: AppParts = {
    config: {
      id,
      label: 'Shop',
      store: { kind: 's3', bucket: 'shop', keyPrefix, aws: {} },
      broker: null,
      events: null,
      visibilityTimeoutSeconds: null,
    },
    store,
    broker,
    events: null,
    index,
    sweep: parts,
    actions,
    bulk: {
      ...actions,
      database,
      appId: id,
      clock: systemClock,
      graceMs: graceSeconds * 1000,
      archive,
      visibilityTimeoutSeconds: null,
    },
    documents: createDocumentCache<StoredTask>(1_000_000),
    ledger: openRequestLedger(now),
  }
  const config: Config = {
    apps: [app.config],
    databaseUrl: 'file:test.db',
    host: '127.0.0.1',
    port: 0,
    allowedHosts: [],
    readOnly: false,
    demo: false,
    indexArguments: true,
    logLevel: 'silent',
    prices: null,
    forget: { graceSeconds: 0, archive: null },
    sync: {
      mode: 'off',
      intervalSeconds: 60,
      budgetDollars: null,
      recheckSeconds: 15,
      queueSampleSeconds: 30,
      concurrency: 8,
      bodyCapBytes: 2_097_152,
    },
    ...change,
  }
  const runtime: Runtime = { config, log: openLog('silent'), database, apps: [app], now, app: () => app }
  provideRuntime(runtime)
  return {
    app,
    store,
    broker,
    put(taskId: string, document: unknown) {
      store.set(taskKey(keyPrefix, taskId), typeof document === 'string' ? document : JSON.stringify(document))
    },
    sweep: () => sweep({ ...parts, decode: decodeDocument(config.sync.bodyCapBytes) }),
  }
}
