import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createS3Store } from './s3'
import { createS3Wire } from './s3-wire'

type Sent = { hostname: string; path: string; headers: Record<string, string> }

const { signal } = new AbortController()
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret/+key', sessionToken: 'session-token' }

/** Checks a signature as S3 does: from what arrived, to the letter (AWS Signature Version 4). */
function isSigned(request: IncomingMessage, secret: string): boolean {
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const [, scope = '', names = '', signature] =
    /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(request.headers.authorization ?? '') ?? []
  const [date = '', region = '', service = ''] = scope.split('/')
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
  const payload = String(request.headers['x-amz-content-sha256'])
  const canonical = [request.method, path, query.split('&').sort().join('&'), headers.join(''), names, payload].join(
    '\n',
  )
  const hashed = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hashed].join('\n')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return hmac(key, toSign).toString('hex') === signature
}

describe('what goes over the wire', () => {
  it('is signed as S3 checks it, for any key, prefix and condition', async () => {
    const seen: { url: string; signed: boolean; token: unknown }[] = []
    const server = createServer((request, response) => {
      const token = request.headers['x-amz-security-token']
      seen.push({ url: request.url ?? '', signed: isSigned(request, credentials.secretAccessKey), token })
      const listing = '<ListBucketResult></ListBucketResult>'
      response.end(request.url?.includes('list-type') ? listing : 'body')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const aws = { region: 'eu-west-1', endpoint, credentials }
    const store = createS3Store({ kind: 's3', bucket: 'shop', keyPrefix: '', aws })
    const keys = [
      'plain',
      '/lead',
      'a//b',
      'a/../b',
      "it's (a) *key*!",
      'ü/日本 😀',
      'a+b=c&d?e#f',
      '100%',
      '~-_.',
      '\u0001',
    ]
    for (const key of keys) await store.get(key, {}, signal)
    await store.get('k', { ifNoneMatch: 'abc' }, signal)
    await store.get('k', { range: { start: 0, endInclusive: 9 } }, signal)
    for (const prefix of keys) for await (const _ of store.list({ prefix, after: 'a b/+ü', upTo: 'z' }, signal));
    expect(seen.length).toBe(2 * keys.length + 2)
    expect(seen.filter(({ signed, token }) => !signed || token !== 'session-token')).toEqual([])
  })

  it.each([
    ['shop', undefined, 'shop.s3.eu-west-1.amazonaws.com', '/a//b'],
    ['my.shop', undefined, 's3.eu-west-1.amazonaws.com', '/my.shop/a//b'],
    ['shop', 'https://minio.example:9000/base', 'minio.example', '/base/shop/a//b'],
  ])('goes where the SDK would send it: bucket %s at %s', async (bucket, endpoint, hostname, path) => {
    const requests: Sent[] = []
    const client = new S3Client({
      region: 'eu-west-1',
      credentials,
      ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
      requestHandler: {
        async handle(request: Sent) {
          requests.push(request)
          return { response: { statusCode: 200, headers: {}, body: Readable.from([]) } }
        },
      },
    })
    await createS3Wire(client, bucket)({ key: 'a//b' }, signal)
    expect(requests).toMatchObject([
      { hostname, path, headers: { authorization: expect.stringContaining('eu-west-1/s3') } },
    ])
  })

  it('follows the clock of S3 where this machine’s is wrong', async () => {
    const s3Ms = Date.now() + 3_600_000
    const dates: number[] = []
    const client = new S3Client({
      region: 'eu-west-1',
      credentials,
      requestHandler: {
        async handle({ headers }: Sent) {
          const [, y, mo, d, h, mi, s] =
            /(....)(..)(..)T(..)(..)(..)Z/.exec(headers['x-amz-date'] ?? '')?.map(Number) ?? []
          const sent = Date.UTC(y ?? 0, (mo ?? 0) - 1, d, h, mi, s)
          dates.push(sent)
          const ok = Math.abs(sent - s3Ms) < 900_000
          const xml = ok ? '' : '<Error><Code>RequestTimeTooSkewed</Code></Error>'
          const date = new Date(s3Ms).toUTCString()
          return {
            response: { statusCode: ok ? 200 : 403, headers: { date }, body: Readable.from([Buffer.from(xml)]) },
          }
        },
      },
    })
    const send = createS3Wire(client, 'shop')
    await expect(send({ key: 'a' }, signal)).rejects.toMatchObject({
      name: 'RequestTimeTooSkewed',
      $metadata: { clockSkewCorrected: true },
    })
    expect(await send({ key: 'a' }, signal)).toMatchObject({ status: 200 })
    expect(dates.length).toBe(2)
  })
})
