import { fork } from 'node:child_process'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StorageDayRow } from '@/lib/db/storage-days'
import { root } from './build'

/** Long, because a small machine is busy with the first sweep by then. */
const startSeconds = 120

/** A person's own settings have no say in the demo: an empty variable counts as none, and .env does not fill it. */
const silenced = [
  'CONFIG_FILE',
  'QUEUES',
  'SYNC_BUDGET_DOLLARS',
  'CELERY_S3_BACKEND_SETTINGS',
  'CELERY_S3_ACCESS_KEY_ID',
  'CELERY_S3_SECRET_ACCESS_KEY',
  'CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS',
  'AWS_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT_URL_SQS',
]

/**
 * Starts the dashboard, with these days in its index, and resolves when it answers. `ended` settles when it ends before
 * this process does.
 */
export async function startDashboard(
  environment: Record<string, string>,
  { host, port }: { host: string; port: number },
  storageDays: StorageDayRow[],
): Promise<{ ended: Promise<void> }> {
  const keeper = fork(path.join(import.meta.dirname, 'dashboard-process.ts'), [JSON.stringify(storageDays)], {
    execArgv: ['--import', 'tsx'],
    cwd: root,
    env: {
      LOG_LEVEL: 'warn',
      READ_ONLY: '',
      SYNC_MODE: '',
      ...process.env,
      ...Object.fromEntries(silenced.map((name) => [name, ''])),
      ...environment,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: host,
      PORT: String(port),
    },
  })
  let running = true
  const ended = new Promise<void>((resolve) => {
    keeper.on('exit', () => {
      running = false
      resolve()
    })
  })
  const health = `http://${host.includes(':') ? `[${host}]` : host}:${port}/api/v1/health`
  const deadline = Date.now() + startSeconds * 1000
  while (running && Date.now() < deadline) {
    const answer = await fetch(health).catch(() => null)
    if (answer?.ok) return { ended }
    await sleep(200)
  }
  throw new Error('The dashboard did not start; see above.')
}

/** Whether the port can be listened on; throws a sentence for a person where it cannot. */
export async function checkPort({ host, port }: { host: string; port: number }): Promise<void> {
  const server = net.createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use. Stop what listens there, or choose another one: PORT=${port + 1} npm run demo`
        : `${host}:${port} cannot be listened on (${error.code ?? error.message}).`,
    )
  })
  await new Promise((resolve) => server.close(resolve))
}
