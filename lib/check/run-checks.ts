import type { Runtime } from '@/lib/runtime'
import { checkBroker } from './check-broker'
import { type CheckLine, checkStore } from './check-store'

/** Checks everything the dashboard was given, app by app. Never throws for what AWS refuses: that is a line. */
export async function runChecks(runtime: Runtime, signal: AbortSignal): Promise<CheckLine[]> {
  const { dialect } = runtime.database
  const lines: CheckLine[] = [{ ok: true, subject: 'Database', message: `${dialect.name}, migrated.` }]
  for (const app of runtime.apps) {
    lines.push(...(await checkStore(app.store, app.config.store.keyPrefix, signal)))
    lines.push(...(await checkBroker(app.broker, signal)))
  }
  return lines
}

export function printChecks(lines: CheckLine[]): void {
  for (const { ok, subject, message } of lines) console.log(`  ${ok ? '✓' : '✗'} ${subject}: ${message}`)
}
