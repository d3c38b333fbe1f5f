import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { printChecks, runChecks } from '@/lib/check/run-checks'
import { type Config, loadConfig, loadEnvFile } from '@/lib/config'
import { isAppError } from '@/lib/errors'
import { openRuntime } from '@/lib/runtime'

/**
 * `npm start`: check, then serve. A wrong setting or an unusable database ends it with a sentence; what AWS refuses is
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

function serve({ host, port }: Config): void {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const server = spawn(process.execPath, [next, 'start', '--hostname', host, '--port', String(port)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
  server.on('exit', (code, signal) => process.exit(signal ? 0 : (code ?? 1)))
}

try {
  await start()
} catch (error) {
  console.error(isAppError(error) ? `  ✗ ${error.message}` : error instanceof Error ? error.message : error)
  process.exitCode = 1
}
