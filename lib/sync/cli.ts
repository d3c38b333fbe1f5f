import { setMaxListeners } from 'node:events'
import { constants, setPriority } from 'node:os'
import { loadConfig, loadEnvFile } from '@/lib/config'
import { isAppError } from '@/lib/errors'
import { openRuntime } from '@/lib/runtime'
import { startFromInventory } from './cold-start'
import { keepAppInSync, loopParts } from './embedded'
import { type SweepParts, sweep } from './engine'

/**
 * `npm run sync`: the sync loop as a process of its own, beside web processes on this machine or on others; `npm start`
 * starts one. `npm run sync -- --once` sweeps every app once and ends; it takes no lease, since a sweep may run beside
 * another.
 */
async function main(once: boolean): Promise<void> {
  loadEnvFile()
  const runtime = await openRuntime(loadConfig())
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())
  const child = process.connected
  if (child) {
    process.once('disconnect', () => stop.abort())
    // Who waits for a page goes first. Threads take this over from the one that starts them.
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  }
  try {
    if (once) {
      for (const app of runtime.apps) await sweepAndSay(loopParts(runtime, app), app.store.label, stop.signal)
    } else {
      const labels = runtime.apps.map((app) => app.store.label).join(', ')
      if (!child) console.log(`Syncing ${labels}. Press Ctrl-C to stop.`)
      await Promise.all(runtime.apps.map((app) => keepAppInSync(runtime, app, stop.signal, 'embedded')))
    }
  } finally {
    await runtime.database.close()
    if (process.connected) process.disconnect()
  }
}

async function sweepAndSay(parts: ReturnType<typeof loopParts>, label: string, signal: AbortSignal): Promise<void> {
  const { clock, index, drainRequests } = parts
  const sweepParts = { ...parts, now: clock.now }
  await fillAndSay(sweepParts, label, signal)
  const { counters, startedMs, finishedMs, failures } = await sweep(sweepParts, {}, signal)
  if (failures.length === 0) await index.saveSyncState({ completeToMs: startedMs, sweepFinishedMs: finishedMs })
  await index.addRequests(drainRequests())
  console.log(`${label}: ${JSON.stringify({ ...counters, seconds: (finishedMs - startedMs) / 1000 })}`)
  for (const { error } of failures) console.error(error.message)
  if (failures.length > 0) process.exitCode = 1
}

/** An empty index begins with an inventory here, too. */
async function fillAndSay(parts: SweepParts, label: string, signal: AbortSignal): Promise<void> {
  const onError = (error: unknown) => console.error(isAppError(error) ? error.message : error)
  const unwatched = { onMoved: () => {}, onEnded: async () => {} }
  const filled = await startFromInventory(parts, { ...unwatched, onError }, signal)
  if (filled) console.log(`${label}: from the inventory ${JSON.stringify(filled)}`)
}

try {
  await main(process.argv.includes('--once'))
} catch (error) {
  if (!isAppError(error)) throw error
  console.error(error.message)
  process.exitCode = 1
}
