import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request as passOn, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request on its way to S3, in S3's own words. */
export type SeenRequest = { operation: string; keys: string[] }

/** What goes wrong with one request. */
export type Mishap =
  /** Refused as a whole. S3 does nothing. */
  | { kind: 'refused'; status: number; code: string }
  /** DeleteObjects: these keys are refused with these codes, the others deleted. */
  | { kind: 'partly'; codes: ReadonlyMap<string, string> }
  /** No answer comes: the connection is reset, or nothing happens on it. `done`: S3 has done it all the same, but these. */
  | { kind: 'reset' | 'stall'; done: boolean; but?: ReadonlyMap<string, string> }

export type S3Proxy = {
  url: string
  /** Every request since the start, in order: the log of the server behind. */
  seen: SeenRequest[]
  /** Asked about each request before anything is done. */
  mishap: ((request: SeenRequest) => Mishap | null) | null
  close(): Promise<void>
}

type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer }

/** Stands before an S3 server for tests: writes down what it is asked, and lets go wrong what is told. */
export async function startS3Proxy(target: string): Promise<S3Proxy> {
  const agent = new Agent({ keepAlive: true })
  const seen: SeenRequest[] = []

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    const one = { operation: operationOf(request), keys: keysOf(request, body) }
    seen.push(one)
    const mishap = proxy.mishap?.(one) ?? null
    const forward = (text: Buffer) => send(new URL(request.url ?? '/', target), agent, request, text)
    switch (mishap?.kind) {
      case undefined:
        return write(response, await forward(body))
      case 'refused':
        return write(response, refusal(mishap.status, mishap.code))
      case 'partly':
        return write(response, await refuseKeys(mishap.codes, body.toString(), forward))
      default:
        if (mishap?.done) await (mishap.but ? refuseKeys(mishap.but, body.toString(), forward) : forward(body))
        if (mishap?.kind === 'reset') request.socket.resetAndDestroy()
    }
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const proxy: S3Proxy = {
    // A listening TCP server has an address that is an object.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    mishap: null,
    async close() {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return proxy
}

function operationOf({ method = '', url = '', headers }: IncomingMessage): string {
  const [path = '', query = ''] = url.split('?')
  const onKey = path.split('/').length > 2 && !path.endsWith('/')
  if (method === 'POST' && /(^|&)delete\b/.test(query)) return 'DeleteObjects'
  if (method === 'DELETE' && onKey) return 'DeleteObject'
  if (method === 'PUT' && onKey) return headers['x-amz-copy-source'] ? 'CopyObject' : 'PutObject'
  if (method === 'GET' && onKey) return 'GetObject'
  if (method === 'HEAD' && onKey) return 'HeadObject'
  return method === 'GET' && query.includes('list-type=2') ? 'ListObjectsV2' : `${method} ${path}?${query}`
}

const entry = /<Object>[\s\S]*?<Key>([\s\S]*?)<\/Key>[\s\S]*?<\/Object>/g

/** Keys of tests need no XML entities. */
function keysOf({ url = '' }: IncomingMessage, body: Buffer): string[] {
  const listed = [...body.toString().matchAll(entry)].map(([, key = '']) => key)
  if (listed.length > 0) return listed
  const key = decodeURIComponent((url.split('?')[0] ?? '').split('/').slice(2).join('/'))
  return key === '' ? [] : [key]
}

/** Passes on what is not refused, and adds the refusals to what S3 answers. */
async function refuseKeys(
  codes: ReadonlyMap<string, string>,
  xml: string,
  forward: (text: Buffer) => Promise<Answer>,
): Promise<Answer> {
  const errors: string[] = []
  let left = 0
  const rest = xml.replace(entry, (object, key: string) => {
    const code = codes.get(key)
    if (code === undefined) {
      left += 1
      return object
    }
    errors.push(`<Error><Key>${key}</Key><Code>${code}</Code><Message>refused</Message></Error>`)
    return ''
  })
  const done = left > 0 ? await forward(Buffer.from(rest)) : null
  const others = done ? [...done.body.toString().matchAll(/<Error>[\s\S]*?<\/Error>/g)].map(([error]) => error) : []
  const body = Buffer.from(`<DeleteResult>${[...others, ...errors].join('')}</DeleteResult>`)
  return { status: 200, headers: { 'content-type': 'application/xml' }, body }
}

function refusal(status: number, code: string): Answer {
  const body = Buffer.from(`<Error><Code>${code}</Code><Message>refused</Message></Error>`)
  return { status, headers: { 'content-type': 'application/xml' }, body }
}

async function send(url: URL, agent: Agent, { method, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  const { 'transfer-encoding': _chunks, ...kept } = headers
  const length = body.length > 0 ? { 'content-length': String(body.length) } : {}
  const outgoing = passOn(url, { method, agent, headers: { ...kept, ...length } })
  outgoing.end(body)
  // What a client request answers with.
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { status: incoming.statusCode ?? 502, headers: incoming.headers, body: await readAll(incoming) }
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _chunks, connection: _connection, ...kept } = headers
  // An answer to HEAD, and 304, tell of a length without a body.
  const length = body.length > 0 || kept['content-length'] === undefined ? { 'content-length': body.length } : {}
  response.writeHead(status, { ...kept, ...length }).end(body)
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
