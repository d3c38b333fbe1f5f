import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port'

const root = path.resolve(import.meta.dirname, '../..')

export type Answer = { status: number; text: string }

/** The dashboard's production server with a fresh SQLite database, and its API. */
export type Dashboard = {
  request(method: string, path: string, body?: unknown): Promise<Answer>
  /** A path of the API whose answer must be 200, as what the contract says it is. */
  get<T>(path: string, schema: { parse(body: unknown): T }): Promise<T>
  /** Asks for a sweep and waits until one that began afterwards has ended. */
  sync(): Promise<void>
  stop(): Promise<void>
}

export async function startDashboard(environment: Record<string, string>): Promise<Dashboard> {
  if (!existsSync(path.join(root, '.next/BUILD_ID'))) throw new Error('The dashboard is not built. Run: npm run build')
  const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-interop-'))
  const port = await freePort()
  const { PATH, HOME } = process.env
  const server = spawn(process.execPath, ['--import', 'tsx', 'lib/start.ts'], {
    cwd: root,
    env: {
      NODE_ENV: 'production',
      PATH,
      HOME,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: `file:${folder}/index.db`,
      SYNC_INTERVAL_SECONDS: '2',
      // A forget is done when it has been answered.
      FORGET_GRACE_SECONDS: '0',
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text
    })
  }
  const request = async (method: string, route: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${route}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: response.status, text: await response.text() }
  }
  const json = async (method: string, route: string) => {
    const { status, text } = await request(method, route)
    if (status >= 300) throw new Error(`${method} ${route} was answered with ${status}: ${text}`)
    return JSON.parse(text)
  }
  const kill = () => server.kill('SIGTERM')
  process.once('exit', kill)
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    if (server.exitCode === null && kill()) await ended
    process.off('exit', kill)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await until(60, 'the dashboard answers', async () => {
      if (server.exitCode !== null) throw new Error(`The dashboard ended at once:\n${log}`)
      return (await request('GET', '/health').catch(() => null))?.status === 200
    })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    request,
    get: async (route, schema) => schema.parse(await json('GET', route)),
    async sync() {
      const asked = Date.now()
      await json('POST', '/sync')
      await until(60, 'a sweep has ended', async () => {
        const { last, trouble } = await json('GET', '/sync')
        if (trouble) throw new Error(`The sweep failed: ${trouble.message}`)
        return last !== null && Date.parse(last.startedAt) >= asked
      })
    },
    stop,
  }
}

/** Polls until it is so; what takes longer than that many seconds has failed. */
export async function until(seconds: number, what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + seconds * 1000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`After ${seconds} s it is still not so that ${what}.`)
    await sleep(250)
  }
}
