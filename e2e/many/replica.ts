import { freePort } from '../free-port'
import { type Running, startProcess } from './process'

/** A web process with nothing of its own, and its API. */
export type Replica = Running & {
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  /** A path whose answer must be 200, as what the contract says it is. */
  get<T>(path: string, schema: { parse(body: unknown): T }): Promise<T>
  isReady(): Promise<boolean>
}

export async function startReplica(name: string, environment: Record<string, string>): Promise<Replica> {
  const port = await freePort()
  const running = startProcess(name, 'lib/start.ts', {
    ...environment,
    HOST: '127.0.0.1',
    PORT: String(port),
    SYNC_MODE: 'off',
  })
  const request: Replica['request'] = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
  return {
    ...running,
    request,
    async get(path, schema) {
      const { status, body } = await request('GET', path)
      if (status !== 200) throw new Error(`${name}: GET ${path} was answered with ${status}: ${JSON.stringify(body)}`)
      return schema.parse(body)
    },
    async isReady() {
      if (!running.isRunning()) throw new Error(`${name} has ended:\n${running.output()}`)
      return (await request('GET', '/health').catch(() => null))?.status === 200
    },
  }
}
