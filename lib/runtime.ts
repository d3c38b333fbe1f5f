import type { ActionParts } from '@/lib/actions/action-parts'
import type { BulkParts } from '@/lib/actions/bulk/bulk-parts'
import type { Broker } from '@/lib/broker/broker'
import { openBroker } from '@/lib/broker/open'
import { type AppConfig, type Config, loadConfig } from '@/lib/config'
import { overridePrices } from '@/lib/cost/prices'
import { openActionLog } from '@/lib/db/action-log'
import { type Database, openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { AppError } from '@/lib/errors'
import type { EventQueue } from '@/lib/event-queue/event-queue'
import { openEventQueue } from '@/lib/event-queue/open'
import { type Log, openLog } from '@/lib/log'
import { createDocumentCache, type DocumentCache } from '@/lib/queries/document-cache'
import type { StoredTask } from '@/lib/queries/read-task'
import { openRequestLedger, type RequestLedger } from '@/lib/request-ledger'
import { openResultStore } from '@/lib/results/open'
import type { ResultStore } from '@/lib/results/store'
import { systemClock } from '@/lib/sync/clock'
import type { TaskIndex } from '@/lib/sync/index-port'

/** The parts of one watched app, wired. */
export type AppParts = {
  config: AppConfig
  store: ResultStore
  broker: Broker | null
  /** The queue of the bucket's events, where one is configured. */
  events: EventQueue | null
  index: TaskIndex
  actions: ActionParts
  bulk: BulkParts
  /** What reading one task, or sweeping all, is done with. */
  sweep: { store: ResultStore; index: TaskIndex; keyPrefix: string; now: () => number }
  documents: DocumentCache<StoredTask>
  ledger: RequestLedger
}

export type Runtime = {
  config: Config
  log: Log
  database: Database
  apps: [AppParts, ...AppParts[]]
  /** The app of that id, or the first one. Throws `not_found` naming the known ones. */
  app(id?: string): AppParts
  /** Epoch milliseconds. */
  now(): number
}

const documentCacheBytes = 32_000_000

// One production process of Next.js holds several instances of this module (instrumentation, routes, pages); what they
// share must lie on globalThis, or each would open its own database.
const holder = globalThis as typeof globalThis & { tombstone?: Promise<Runtime> }

/** The process's parts, opened on the first call: configuration read, database migrated, adapters made. */
export function getRuntime(): Promise<Runtime> {
  holder.tombstone ??= openRuntime(loadConfig()).catch((error) => {
    // A database that was away may be back at the next request.
    holder.tombstone = undefined
    throw error
  })
  return holder.tombstone
}

/** Gives this process its parts, made elsewhere: tests call routes as functions with memory adapters behind the ports. */
export function provideRuntime(runtime: Runtime): void {
  holder.tombstone = Promise.resolve(runtime)
}

/** Opens the parts for a given configuration. The caller closes `database`. */
export async function openRuntime(config: Config): Promise<Runtime> {
  const log = openLog(config.logLevel)
  overridePrices(config.prices)
  const database = await openDatabase(config.databaseUrl, { log })
  const now = Date.now
  const [first, ...others] = config.apps
  const open = (app: AppConfig) => openApp(app, config, database, now)
  const apps: [AppParts, ...AppParts[]] = [await open(first), ...(await Promise.all(others.map(open)))]
  return {
    config,
    log,
    database,
    apps,
    now,
    app(id) {
      const found = id === undefined ? apps[0] : apps.find((app) => app.config.id === id)
      if (found) return found
      const known = apps.map((app) => app.config.id).join(', ')
      throw new AppError('not_found', `No app "${id}" is watched. Watched: ${known}.`, { details: { field: 'app' } })
    },
  }
}

async function openApp(
  config: AppConfig,
  { indexArguments, forget }: Config,
  database: Database,
  now: () => number,
): Promise<AppParts> {
  const ledger = openRequestLedger(now)
  const store = await openResultStore(config.store, ledger.meter)
  const broker = config.broker && (await openBroker(config.broker, ledger.meter))
  const events = config.events && (await openEventQueue(config.events, ledger.meter))
  const index = openTaskIndex(database, config.id, { keepsArguments: indexArguments })
  const log = openActionLog(database, config.id)
  const sweep = { store, index, keyPrefix: config.store.keyPrefix, now }
  const actions = { ...sweep, broker, log, newId: () => crypto.randomUUID() }
  const documents = createDocumentCache<StoredTask>(documentCacheBytes)
  const bulk: BulkParts = {
    ...actions,
    database,
    appId: config.id,
    clock: systemClock,
    graceMs: forget.graceSeconds * 1000,
    archive: forget.archive,
    visibilityTimeoutSeconds: config.visibilityTimeoutSeconds,
  }
  return { config, store, broker, events, index, actions, bulk, sweep, documents, ledger }
}
