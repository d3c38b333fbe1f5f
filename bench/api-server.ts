import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildIfNeeded, root } from '@/demo/build'
import { benchBucket, benchPrefix } from './settings'

export type ApiServer = { url: string; stop(): void }

export const apiApp = 'bench'
const startSeconds = 60

/** The dashboard as it is run in production, sweeping the synthetic bucket itself or not at all. */
export async function startApiServer(
  databaseUrl: string,
  s3Port: number,
  port: number,
  syncMode: 'off' | 'embedded' = 'off',
): Promise<ApiServer> {
  await buildIfNeeded((line) => console.log(`  ${line}`))
  const server = spawn(process.execPath, ['--import', 'tsx', 'lib/start.ts'], {
    cwd: root,
    // A group of its own: `npm start` has a child, and both have to end.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_NO_WARNINGS: '1',
      LOG_LEVEL: 'error',
      CONFIG_FILE: '',
      APP_NAME: apiApp,
      DATABASE_URL: databaseUrl,
      SYNC_MODE: syncMode,
      HOST: '127.0.0.1',
      PORT: String(port),
      CELERY_RESULT_BACKEND: 's3',
      CELERY_S3_BUCKET: benchBucket,
      CELERY_S3_BASE_PATH: benchPrefix,
      CELERY_BROKER_URL: '',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${s3Port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    },
  })
  const stop = () => {
    process.off('exit', stop)
    try {
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGKILL')
    } catch {
      // It had ended already.
    }
  }
  process.once('exit', stop)
  const url = `http://127.0.0.1:${port}/api/v1`
  for (const deadline = Date.now() + startSeconds * 1000; Date.now() < deadline; await sleep(200)) {
    const answer = await fetch(`${url}/health`).catch(() => null)
    if (answer?.ok) return { url, stop }
    if (server.exitCode !== null) break
  }
  stop()
  throw new Error('The dashboard did not start; see above.')
}
