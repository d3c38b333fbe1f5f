import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { keepRunningJobs } from '@/lib/actions/bulk/keep-running-jobs'
import { isAppError } from '@/lib/errors'
import { type AppParts, getRuntime, type Runtime } from '@/lib/runtime'
import { systemClock } from './clock'
import { decodeDocument } from './decode-document'
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
        sweepIntervalMs: sync.intervalSeconds * 1000,
        recheckIntervalMs: sync.recheckSeconds * 1000,
        queueSampleIntervalMs: sync.queueSampleSeconds * 1000,
        concurrency: sync.concurrency,
      },
      signal,
    )
  await Promise.all([mode === 'off' ? null : loop(), keepFlushingRequests(parts, signal)])
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
    background: (signal) => keepRunningJobs(app.bulk, onError, signal),
    onError,
  }
}
