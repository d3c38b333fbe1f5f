import type { Server } from 'node:http'

type Asked = { by: string; what: 'LIST' | 'GET' | 'delete events' }

/** What was asked of the emulator by whom: each process signs its requests with a key of its own. */
export function logRequests(server: Server) {
  const asked: Asked[] = []
  server.on('request', ({ method, url = '', headers }) => {
    const by = /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1]
    if (by === undefined) return
    if (method === 'GET' && url.includes('list-type=2')) asked.push({ by, what: 'LIST' })
    else if (method === 'GET' && url.includes('celery-task-meta-')) asked.push({ by, what: 'GET' })
    else if (String(headers['x-amz-target']).includes('DeleteMessage')) asked.push({ by, what: 'delete events' })
  })
  const of = (what: Asked['what']) => asked.filter((one) => one.what === what)
  return {
    count: (what: Asked['what'], by?: string) => of(what).filter((one) => by === undefined || one.by === by).length,
    /** Who did that, in order, each turn once. */
    turns: (what: Asked['what']) => of(what).flatMap(({ by }, at, all) => (all[at - 1]?.by === by ? [] : [by])),
  }
}
