import type { EmulatorReply, EmulatorRequest } from './conditional-requests'

/** A request as the emulator got it. `keys`: those that DeleteObjects names in its body. */
export type LoggedRequest = { atMs: number; method: string; url: string; keys: string[] }

type App = {
  addHook(name: 'preHandler', hook: (request: EmulatorRequest, reply: EmulatorReply, done: () => void) => void): void
}

/** The newest of so many are kept. */
const mostRequests = 20_000
const address = '/-/requests'

/**
 * Writes down every request before the emulator does anything with it, and answers `GET /-/requests` with all of them: the
 * proof of what the dashboard did not ask for.
 */
export function addRequestLog(app: App): LoggedRequest[] {
  const requests: LoggedRequest[] = []
  app.addHook('preHandler', (request, reply, done) => {
    const { method, url, body } = request
    if (method === 'GET' && url === address) {
      reply.code(200).header('content-type', 'application/json').send(JSON.stringify(requests))
      return
    }
    const deletes = method === 'POST' && /[?&]delete\b/.test(url)
    const keys = deletes ? [...String(body).matchAll(/<Key>([\s\S]*?)<\/Key>/g)].map(([, key = '']) => key) : []
    requests.push({ atMs: Date.now(), method, url, keys })
    if (requests.length > mostRequests) requests.splice(0, requests.length - mostRequests)
    done()
  })
  return requests
}

/** Whether it asks for objects to be removed: DELETE, or DeleteObjects. */
export function isRemoval({ method, url }: LoggedRequest): boolean {
  return method === 'DELETE' || (method === 'POST' && /[?&]delete\b/.test(url))
}
