import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { saveStorageDays } from './storage-days'

/**
 * Keeps the dashboard: `npm start` with a database in a folder of its own, empty but for the storage of past days, leading
 * its own process group. When the demo ends, however it ends, the channel to it closes; then the whole group is ended here
 * and the folder removed.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-demo-'))
const databaseUrl = `file:${path.join(folder, 'tombstone.db')}`
let server: ChildProcess | undefined

async function start(): Promise<void> {
  await saveStorageDays(databaseUrl, process.env.APP_NAME ?? '', JSON.parse(process.argv[2] ?? '[]'))
  server = spawn(process.execPath, ['--import', 'tsx', 'lib/start.ts'], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  server.on('exit', end)
}

function end(): void {
  try {
    if (server?.pid !== undefined) process.kill(-server.pid, 'SIGKILL')
  } catch {
    // It had ended already.
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit(0)
}

process.on('disconnect', end)
// Ctrl-C reaches the whole terminal; the demo decides when this ends.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('SIGTERM', end)
start().catch((error: unknown) => {
  console.error(error)
  end()
})
