import type { Runtime } from '@/lib/runtime'
import { checkBroker } from './check-broker'
import { checkEvents } from './check-events'
import { checkInventory } from './check-inventory'
import { type CheckLine, checkStore } from './check-store'

/**
 * Checks everything the dashboard was given, app by app. Never throws for what AWS refuses: that is a line. Only with
 * `probe` is anything written: an object whose event must come, and which is removed again.
 */
export async function runChecks(
  runtime: Runtime,
  signal: AbortSignal,
  { probe = false }: { probe?: boolean } = {},
): Promise<CheckLine[]> {
  const { dialect } = runtime.database
  const lines: CheckLine[] = [{ ok: true, subject: 'Database', message: `${dialect.name}, migrated.` }]
  for (const app of runtime.apps) {
    lines.push(...(await checkStore(app.store, app.config.store.keyPrefix, signal)))
    lines.push(...(await checkInventory(app.store.inventory, runtime.now(), signal)))
    lines.push(...(await checkBroker(app.broker, signal)))
    const { bucket, keyPrefix } = app.config.store
    const mayWrite = probe && !runtime.config.readOnly
    const parts = { queue: app.events, store: app.store, index: app.index, bucket, keyPrefix, now: runtime.now }
    lines.push(...(await checkEvents(parts, { mayWrite }, signal)))
  }
  return lines
}

export function printChecks(lines: CheckLine[]): void {
  for (const { ok, subject, message } of lines) console.log(`  ${ok ? '✓' : '✗'} ${subject}: ${message}`)
}
