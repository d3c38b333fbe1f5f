import { loadConfig, loadEnvFile } from '@/lib/config'
import { isAppError } from '@/lib/errors'
import { openRuntime } from '@/lib/runtime'
import { printChecks, runChecks } from './run-checks'

// `npm run check`: says what works and what does not, and leaves 1 where something does not.
try {
  loadEnvFile()
  const runtime = await openRuntime({ ...loadConfig(), logLevel: 'silent' })
  const lines = await runChecks(runtime, AbortSignal.timeout(90_000), { probe: true })
  printChecks(lines)
  await runtime.database.close()
  process.exitCode = lines.every((line) => line.ok) ? 0 : 1
} catch (error) {
  if (!isAppError(error)) throw error
  console.error(`  ✗ ${error.message}`)
  process.exitCode = 1
}
