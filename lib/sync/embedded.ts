import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { keepRunningJobs } from '@/lib/actions/bulk/keep-running-jobs'
import { isAppError } from '@/lib/errors'
import { syncPace } from '@/lib/queries/sync-pace'
import { type AppParts, getRuntime, type Runtime } from '@/lib/runtime'
import { systemClock } from './clock'
import { decodeDocument } from './decode-document'
import { areLive } from './event-health'
import { keepReadingEvents } from './event-reader'
import { keepFlushingRequests, type LoopParts, runSyncLoop } from './loop'

const againMs = 5000

/** The sync inside the web process. Returns at once: what the sync needs must not keep pages from being served. */
export async function startEmbeddedSync(): Promise<void> {
  // The web process ends by being killed, so nothing ever fires this.
  const { signal } = new AbortController()
  void start(signal)
}

async function start(signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      const runtime = await getRuntime()
      for (const app of runtime.apps) void keepAppInSync(runtime, app, signal)
      return
    } catch (error) {
      // A database that is away may come back; a wrong setting stays wrong until a restart.
      const again = isAppError(error) && error.code === 'database'
      console.error(`The sync cannot start: ${isAppError(error) ? error.message : error}`)
      if (!again) return
      await systemClock.sleep(againMs, signal)
    }
  }
}

/** Runs the loops of one app until the signal fires. With SYNC_MODE=off only this process's own requests are counted. */
export async function keepAppInSync(
  runtime: Runtime,
  app: AppParts,
  signal: AbortSignal,
  mode = runtime.config.sync.mode,
): Promise<void> {
  const { sync } = runtime.config
  const parts = loopParts(runtime, app)
  const loop = () =>
    runSyncLoop(
      parts,
      {
        holder: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
        sweepIntervalMs: async (listRequests) => {
          const live = app.events !== null && areLive(await app.index.getEventState(), runtime.now())
          const subject = { sync, store: app.config.store, region: app.store.region }
          return syncPace(subject, listRequests, live).intervalSeconds * 1000
        },
        recheckIntervalMs: sync.recheckSeconds * 1000,
        queueSampleIntervalMs: sync.queueSampleSeconds * 1000,
        concurrency: sync.concurrency,
      },
      signal,
    )
  await Promise.all([
    mode === 'off' ? null : loop(),
    mode === 'off' ? null : readEvents(runtime, app, parts, signal),
    keepFlushingRequests(parts, signal),
  ])
}

/** Beside the loop, not in it: every process reads events, whoever holds the lease. */
async function readEvents(runtime: Runtime, app: AppParts, parts: LoopParts, signal: AbortSignal): Promise<void> {
  const { events: queue } = app
  if (!queue) return
  const { bucket } = app.config.store
  const { clock, onError } = parts
  const { concurrency } = runtime.config.sync
  await keepReadingEvents({ ...parts, now: clock.now, queue, bucket }, { clock, onError, concurrency }, signal)
}

export function loopParts(runtime: Runtime, app: AppParts): LoopParts {
  const log = runtime.log.child({ app: app.config.id })
  const onError = (part: string, err: unknown) => log.warn({ part, err }, 'sync trouble')
  return {
    store: app.store,
    index: app.index,
    broker: app.broker,
    decode: decodeDocument(runtime.config.sync.bodyCapBytes),
    keyPrefix: app.config.store.keyPrefix,
    clock: systemClock,
    drainRequests: app.ledger.drain,
    requestTotals: app.ledger.totals,
    // Neither bulk jobs nor retention go on, nor does the archive expire: nobody could stop them from a read-only dashboard.
    ...(runtime.config.readOnly
      ? {}
      : { background: (signal: AbortSignal) => keepRunningJobs(app.bulk, onError, signal) }),
    onError,
  }
}
