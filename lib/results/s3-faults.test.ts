import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createS3Store } from './s3'

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }
const retry = { attempts: 4, baseDelayMs: 1, throttledDelayMs: 1, maximumDelayMs: 2 }
const { signal } = new AbortController()
const etag = '"5d41402abc4b2a76b9719d911017c592"'

let server: Server
let seen: IncomingMessage[]
let answers: RequestListener[]
let metered: [string, { retries: number; throttled?: number }][]
let store: ReturnType<typeof createS3Store>

beforeEach(async () => {
  seen = []
  answers = []
  metered = []
  server = createServer((request, response) => {
    seen.push(request)
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    answer?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  store = createS3Store(
    { kind: 's3', bucket: 'shop', keyPrefix: '', aws: { region: 'us-east-1', endpoint, credentials } },
    { retry, meter: (operation, outcome) => metered.push([operation, outcome]) },
  )
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const refusal =
  (status: number, code: string, headers = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/xml', ...headers })
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`)
  }
const reset: RequestListener = (request) => request.socket.destroy()
const headers = (length: number) => ({
  'content-length': length,
  etag,
  'last-modified': 'Sat, 21 Nov 2026 03:00:00 GMT',
})
const body =
  (text: string): RequestListener =>
  (_request, response) =>
    response.writeHead(200, headers(text.length)).end(text)

/** Sends the beginning of a body and then cuts the connection. */
const cutBody =
  (text: string, sent: number): RequestListener =>
  (_request, response) =>
    cut(response.writeHead(200, headers(text.length)), text.slice(0, sent))

function cut(response: ServerResponse, text: string): void {
  response.write(text, () => response.destroy())
}

async function read(key: string, options = {}) {
  const outcome = await store.get(key, options, signal)
  if (outcome.kind !== 'found') throw new Error(outcome.kind)
  return new Response(outcome.document.body).text()
}

async function list() {
  const keys: string[] = []
  for await (const page of store.list({ prefix: 'p' }, signal)) keys.push(...page.map(({ key }) => key))
  return keys
}

const listing = (xml: string) => `<?xml version="1.0"?><ListBucketResult>${xml}</ListBucketResult>`
const contents = (...keys: string[]) =>
  keys.map((key) => `<Contents><Key>${key}</Key><ETag>${etag}</ETag><Size>5</Size></Contents>`).join('')

describe('retries', () => {
  it.each<[string, RequestListener, number]>([
    ['503 SlowDown', refusal(503, 'SlowDown'), 2],
    ['500 InternalError', refusal(500, 'InternalError'), 0],
    ['a bare 502', (_request, response) => void response.writeHead(502).end(), 0],
    ['a reset connection', reset, 0],
    ['a half-read body', cutBody('hello', 2), 0],
  ])('reads in spite of %s, twice, and counts both', async (_name, fault, throttled) => {
    answers = [fault, fault, body('hello')]
    expect(await read('key')).toBe('hello')
    expect(metered).toEqual([['GetObject', { retries: 2, throttled }]])
  })

  it('gives up with a sentence after the last attempt', async () => {
    answers = [refusal(503, 'SlowDown')]
    await expect(store.get('key', {}, signal)).rejects.toMatchObject({ code: 'throttled' })
    expect(seen.length).toBe(4)
    expect(metered).toEqual([['GetObject', { retries: 3, throttled: 4 }]])
  })

  it('asks again for a listing that broke off', async () => {
    const whole = listing(contents('p1', 'p2'))
    answers = [
      (_request, response) => cut(response.writeHead(200, { 'content-length': whole.length }), whole.slice(0, 90)),
      (_request, response) => cut(response.writeHead(200), whole.slice(0, 120)),
      (_request, response) => void response.writeHead(200).end(whole.slice(0, 120)),
      (_request, response) => void response.writeHead(200).end(whole),
    ]
    expect(await list()).toEqual(['p1', 'p2'])
    expect(metered).toEqual([['ListObjectsV2', { retries: 3, throttled: 0 }]])
  })

  it.each([
    [403, 'AccessDenied', 'access_denied'],
    [403, 'SignatureDoesNotMatch', 'no_credentials'],
    [404, 'NoSuchBucket', 'no_such_bucket'],
    [301, 'PermanentRedirect', 'wrong_region'],
    [400, 'AuthorizationHeaderMalformed', 'wrong_region'],
  ])('does not repeat a listing refused with %i %s', async (status, code, expected) => {
    answers = [refusal(status, code, { 'x-amz-bucket-region': 'eu-west-1' })]
    await expect(list()).rejects.toMatchObject({ code: expected })
    expect(seen.length).toBe(1)
  })

  it('stops waiting when it is told to', async () => {
    const stop = new AbortController()
    answers = [
      (request, response) => {
        refusal(503, 'SlowDown')(request, response)
        stop.abort()
      },
    ]
    await expect(store.get('key', {}, stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
    expect(seen.length).toBe(1)
  })
})

describe('large bodies', () => {
  const text = 'abcdefghij'.repeat(100_000)
  const rest: RequestListener = (request, response) => {
    const [, start = '', end = ''] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
    const part = text.slice(Number(start), Number(end) + 1)
    response.writeHead(206, { ...headers(part.length), 'content-range': `bytes ${start}-${end}/${text.length}` })
    response.end(part)
  }

  it('go on where the connection broke, for the same version only', async () => {
    answers = [cutBody(text, 300_000), rest]
    expect(await read('key')).toBe(text)
    expect(seen.length).toBe(2)
    expect(seen[1]?.headers['if-match']).toBe(etag)
    expect(metered.map(([operation]) => operation)).toEqual(['GetObject', 'GetObject'])
  })

  it('survive a connection that breaks again and again, as long as it brings something', async () => {
    let at = 0
    answers = [
      cutBody(text, 100_000),
      (request, response) => {
        at += 1
        if (at >= 8) return rest(request, response)
        const [, start = ''] = /bytes=(\d+)-/.exec(request.headers.range ?? '') ?? []
        response.writeHead(206, headers(text.length - Number(start)))
        cut(response, text.slice(Number(start), Number(start) + 50_000))
      },
    ]
    expect(await read('key')).toBe(text)
  })

  it('fail as overwritten when the version has changed meanwhile', async () => {
    answers = [cutBody(text, 300_000), refusal(412, 'PreconditionFailed')]
    await expect(read('key')).rejects.toMatchObject({ code: 'conflict' })
  })

  it('fail when nothing more comes', async () => {
    answers = [cutBody(text, 300_000), (_request, response) => void response.writeHead(206, headers(10)).destroy()]
    await expect(read('key')).rejects.toMatchObject({ code: 'upstream' })
  })

  it('let go of the connection when nobody reads on', async () => {
    answers = [body(text), body('hello')]
    const outcome = await store.get('key', {}, signal)
    if (outcome.kind !== 'found') throw new Error(outcome.kind)
    await outcome.document.body.cancel()
    expect(await read('other')).toBe('hello')
  })
})

describe('a single key', () => {
  it('may be missing or forbidden where S3 says 403', async () => {
    answers = [refusal(403, 'AccessDenied')]
    expect(await store.get('key', {}, signal)).toEqual({ kind: 'missing', uncertain: true })
  })

  it('is not missing because the key pair is wrong', async () => {
    answers = [refusal(403, 'InvalidAccessKeyId')]
    await expect(store.get('key', {}, signal)).rejects.toMatchObject({ code: 'no_credentials' })
  })

  it('is not missing because the bucket is', async () => {
    answers = [refusal(404, 'NoSuchBucket')]
    await expect(store.get('key', {}, signal)).rejects.toMatchObject({ code: 'no_such_bucket' })
  })

  it('is said to lie in an archive where it does', async () => {
    answers = [refusal(403, 'InvalidObjectState')]
    await expect(store.get('key', {}, signal)).rejects.toMatchObject({ code: 'not_supported' })
  })

  it('sends its condition quoted, and its name to the letter', async () => {
    answers = [(_request, response) => void response.writeHead(304, { etag }).end()]
    expect(await store.get('/a//b/../c d+é', { ifNoneMatch: 'abc' }, signal)).toEqual({ kind: 'unchanged' })
    expect(seen[0]?.headers['if-none-match']).toBe('"abc"')
    expect(seen[0]?.url).toMatch(/^\/shop\/\/a\/\/b\/\.\.\/c%20d%2B%C3%A9$/)
  })
})

describe('the address', () => {
  it('puts the bucket into the path where the endpoint comes from the environment', async () => {
    const { port } = server.address() as AddressInfo
    vi.stubEnv('AWS_ENDPOINT_URL', `http://localhost:${port}`)
    const options = { kind: 's3', bucket: 'shop', keyPrefix: '', aws: { region: 'us-east-1', credentials } } as const
    answers = [body('hello')]
    expect(await createS3Store(options).get('key', {}, signal)).toMatchObject({ kind: 'found' })
    vi.unstubAllEnvs()
    expect(seen[0]?.url).toMatch(/^\/shop\/key/)
    expect(seen[0]?.headers.host).toBe(`localhost:${port}`)
  })
})

describe('listings', () => {
  it('decode the keys that S3 encoded, control characters among them', async () => {
    const encoded = listing(
      `<EncodingType>url</EncodingType>${contents('p%00%01', 'p+a%2Bb', 'p%F0%9F%98%80', 'p%F0%9F')}`,
    )
    answers = [(_request, response) => void response.writeHead(200).end(encoded)]
    expect(await list()).toEqual(['p\u0000\u0001', 'p a+b', 'p%F0%9F', 'p😀'])
    expect(seen[0]?.url).toContain('encoding-type=url')
  })

  it('leave keys alone that the server did not encode', async () => {
    answers = [(_request, response) => void response.writeHead(200).end(listing(contents('p%41', 'p+')))]
    expect(await list()).toEqual(['p%41', 'p+'])
  })

  it('start again, sorted, when a server turns out not to list in byte order', async () => {
    const page = (keys: string, next: string) => listing(`<IsTruncated>${next !== ''}</IsTruncated>${keys}${next}`)
    const first = page(contents('pa', 'pb'), '<NextContinuationToken>t</NextContinuationToken>')
    const second = page(contents('pB', 'pc'), '')
    answers = [
      (request, response) =>
        void response.writeHead(200).end(request.url?.includes('continuation-token=t') ? second : first),
    ]
    await expect(list()).rejects.toMatchObject({ code: 'conflict' })
    expect(await list()).toEqual(['pB', 'pa', 'pb', 'pc'])
  })
})

describe('deleting', () => {
  it('reports the keys that were refused, one by one', async () => {
    answers = [
      (_request, response) =>
        void response
          .writeHead(200)
          .end(
            '<DeleteResult><Error><Key>b</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>',
          ),
    ]
    expect(await store.delete([{ key: 'a' }, { key: 'b' }, { key: 'c' }], signal)).toEqual([
      { key: 'a', deleted: true },
      { key: 'b', deleted: false, code: 'AccessDenied', message: 'no' },
      { key: 'c', deleted: true },
    ])
  })

  it('sends keys that XML cannot write alone', async () => {
    answers = [(_request, response) => void response.writeHead(200).end('<DeleteResult/>')]
    expect(
      (await store.delete([{ key: 'a' }, { key: 'b' }, { key: 'c\u0001' }], signal)).every(({ deleted }) => deleted),
    ).toBe(true)
    expect(seen.map((request) => request.method).sort()).toEqual(['DELETE', 'POST'])
  })
})
