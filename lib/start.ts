import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { printChecks, runChecks } from '@/lib/check/run-checks'
import { type Config, environmentWithoutSync, loadConfig, loadEnvFile } from '@/lib/config'
import { isAppError } from '@/lib/errors'
import { openRuntime } from '@/lib/runtime'
import { systemClock } from '@/lib/sync/clock'
import { keepRunning, startSyncProcess } from '@/lib/sync/sync-process'

/**
 * `npm start`: check, then serve and sync. A wrong setting or an unusable database ends it with a sentence; what AWS refuses is
 * said and shown in the dashboard as well, but does not keep it from starting, because it may be mended meanwhile.
 */
async function start(): Promise<void> {
  loadEnvFile()
  const config = loadConfig()
  if (!existsSync('.next/BUILD_ID')) {
    throw new Error('The dashboard is not built yet. Run: npm run build')
  }
  console.log('Tombstone is checking what it was given:')
  const runtime = await openRuntime({ ...config, logLevel: 'silent' })
  printChecks(await runChecks(runtime, AbortSignal.timeout(60_000)))
  await runtime.database.close()
  serve(config)
}

/**
 * The web process, and beside it a process that syncs: reading and writing thousands of results a second would make
 * people wait. Both end when this process is told to; the sync may finish the batch it is writing.
 */
function serve({ host, port, sync }: Config): void {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const server = spawn(process.execPath, [next, 'start', '--hostname', host, '--port', String(port)], {
    stdio: 'inherit',
    env: environmentWithoutSync(),
  })
  const stop = new AbortController()
  const onEnd = (how: string, againMs: number) =>
    console.error(`The sync process has ended (${how}). It is started again in ${againMs / 1000} s.`)
  const syncing =
    sync.mode === 'off'
      ? Promise.resolve()
      : keepRunning(startSyncProcess, { clock: systemClock, killAfterMs: 10_000, onEnd }, stop.signal)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.kill(signal)
      stop.abort()
    })
  }
  server.on('exit', async (code, signal) => {
    stop.abort()
    await syncing
    process.exit(signal ? 0 : (code ?? 1))
  })
}

try {
  await start()
} catch (error) {
  console.error(isAppError(error) ? `  ✗ ${error.message}` : error instanceof Error ? error.message : error)
  process.exitCode = 1
}
