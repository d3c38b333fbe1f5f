import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { clientConfig } from './client-config'
import { type Attempt, toAppError } from './errors'
import { meterRequests } from './meter-requests'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: secret }
const listing: Attempt = {
  service: 'S3',
  doing: 'list s3://shop/results/',
  action: 's3:ListBucket',
  resource: 'shop',
  region: 'us-east-1',
}
const depth: Attempt = {
  service: 'SQS',
  doing: 'read the depth of queue "mail"',
  action: 'sqs:GetQueueAttributes',
  resource: 'shop-mail',
  region: 'us-east-1',
}

let server: Server
let answer: RequestListener
let endpoint: string

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const s3Error =
  (status: number, code: string, headers = {}, extra = ''): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/xml', ...headers })
    response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${secret}</Message>${extra}</Error>`)
  }
const sqsError =
  (status: number, type: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
    response.end(JSON.stringify({ __type: type, message: secret }))
  }

async function failedList(options: { endpoint?: string; signal?: AbortSignal } = {}): Promise<Error> {
  const config = clientConfig({ region: 'us-east-1', endpoint: options.endpoint ?? endpoint, credentials })
  const client = new S3Client({ ...config, maxAttempts: 1, forcePathStyle: true })
  const command = new ListObjectsV2Command({ Bucket: 'shop' })
  const thrown = await client.send(command, { abortSignal: options.signal }).catch((error: unknown) => error)
  client.destroy()
  return toAppError(thrown, listing)
}

async function failedDepth(): Promise<Error> {
  const client = new SQSClient({ ...clientConfig({ region: 'us-east-1', endpoint, credentials }), maxAttempts: 1 })
  const command = new GetQueueAttributesCommand({ QueueUrl: 'http://sqs.us-east-1.localhost/1/shop-mail' })
  const thrown = await client.send(command).catch((error: unknown) => error)
  client.destroy()
  return toAppError(thrown, depth)
}

function expectSafe(error: Error): void {
  expect(error.message).not.toContain(secret)
  expect(JSON.stringify((error as AppError).details)).not.toContain(secret)
  expect(error.message).not.toMatch(/\n|\s+at /)
  expect(error.cause).toBeDefined()
}

describe('errors of S3', () => {
  const cases: [string, RequestListener, string, RegExp][] = [
    ['access denied', s3Error(403, 'AccessDenied'), 'access_denied', /Allow s3:ListBucket on shop in us-east-1/],
    ['a bare 403', (_q, r) => void r.writeHead(403).end(), 'access_denied', /s3:ListBucket/],
    ['no such bucket', s3Error(404, 'NoSuchBucket'), 'no_such_bucket', /no bucket named "shop"/],
    [
      'a bucket elsewhere',
      s3Error(301, 'PermanentRedirect', { 'x-amz-bucket-region': 'eu-west-1' }),
      'wrong_region',
      /lies in eu-west-1, but was asked for in us-east-1. Set CELERY_S3_REGION/,
    ],
    [
      'a signature for another region',
      s3Error(400, 'AuthorizationHeaderMalformed', {}, '<Region>eu-west-1</Region>'),
      'wrong_region',
      /eu-west-1/,
    ],
    ['slow down', s3Error(503, 'SlowDown'), 'throttled', /slow down \(503 SlowDown\)/],
    ['an unknown key', s3Error(403, 'InvalidAccessKeyId'), 'no_credentials', /access key/],
    ['a wrong secret', s3Error(403, 'SignatureDoesNotMatch'), 'no_credentials', /secret key/],
    ['an expired token', s3Error(400, 'ExpiredToken'), 'no_credentials', /expired/],
    ['a wrong clock', s3Error(403, 'RequestTimeTooSkewed'), 'upstream', /clock/],
    ['a cut connection', (q) => void q.socket.destroy(), 'upstream', /cut off/],
    ['an internal error', s3Error(500, 'InternalError'), 'upstream', /500 InternalError/],
    ['a web page', (_q, r) => void r.writeHead(200).end('<html><p>Welcome'), 'upstream', /could not be read/],
  ]
  it.each(cases)('explains %s', async (_name, respond, code, sentence) => {
    answer = respond
    const error = await failedList()
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) })
    expect(error.message).toMatch(/^Could not list s3:\/\/shop\/results\/: /)
    expectSafe(error)
  })

  it('names the action AWS names, where it is another one', () => {
    const message = 'User: arn:aws:iam::1:user/x is not authorized to perform: kms:Decrypt on resource: key'
    const error = toAppError(Object.assign(new Error(message), { name: 'AccessDenied' }), listing)
    expect(error).toMatchObject({ details: { action: 'kms:Decrypt' } })
  })

  it('explains a refused connection and an unknown host', async () => {
    expect(await failedList({ endpoint: 'http://127.0.0.1:1' })).toMatchObject({
      code: 'upstream',
      message: /nothing accepts/,
    })
    expect((await failedList({ endpoint: 'http://no-such-host.invalid' })).message).toMatch(/host name/)
  })

  it('explains missing credentials', async () => {
    const client = new S3Client({
      ...clientConfig({ region: 'us-east-1', endpoint }),
      credentials: async () => {
        throw Object.assign(new Error('Could not load credentials from any providers'), {
          name: 'CredentialsProviderError',
        })
      },
    })
    const thrown = await client.send(new ListObjectsV2Command({ Bucket: 'shop' })).catch((error: unknown) => error)
    const error = toAppError(thrown, listing)
    expect(error).toMatchObject({ code: 'no_credentials' })
    expect(error.message).toMatch(/AWS_ACCESS_KEY_ID/)
  })

  it('leaves an abort and an AppError alone', async () => {
    answer = () => {}
    expect((await failedList({ signal: AbortSignal.abort() })).name).toBe('AbortError')
    const own = new AppError('not_found', 'gone')
    expect(toAppError(own, listing)).toBe(own)
  })

  it('survives anything that can be thrown', () => {
    for (const thrown of [null, undefined, 'text', 7, {}, { $metadata: null, cause: 3 }, new Error('x')]) {
      expect(toAppError(thrown, listing)).toMatchObject({ code: 'upstream' })
    }
  })
})

describe('errors of SQS', () => {
  const cases: [string, RequestListener, string, RegExp][] = [
    [
      'no such queue',
      sqsError(400, 'com.amazonaws.sqs#QueueDoesNotExist'),
      'no_such_queue',
      /"shop-mail" in us-east-1/,
    ],
    [
      'access denied',
      sqsError(403, 'com.amazon.coral.service#AccessDeniedException'),
      'access_denied',
      /sqs:GetQueueA/,
    ],
    ['throttling', sqsError(400, 'com.amazonaws.sqs#RequestThrottled'), 'throttled', /slow down/],
    ['an unknown key', sqsError(403, 'com.amazon.coral.service#InvalidClientTokenId'), 'no_credentials', /key/],
  ]
  it.each(cases)('explains %s', async (_name, respond, code, sentence) => {
    answer = respond
    const error = await failedDepth()
    expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) })
    expectSafe(error)
  })
})

describe('metering', () => {
  it('reports every call with the attempts the SDK added, failed calls too', async () => {
    const seen: [string, number][] = []
    let served = 0
    answer = (request, response) => {
      served += 1
      if (served === 1) s3Error(500, 'InternalError')(request, response)
      else if (served === 2) response.writeHead(200).end('<ListBucketResult></ListBucketResult>')
      else s3Error(403, 'AccessDenied')(request, response)
    }
    const client = new S3Client({
      ...clientConfig({ region: 'us-east-1', endpoint, credentials }),
      forcePathStyle: true,
    })
    meterRequests(client, (operation, { retries }) => seen.push([operation, retries]))
    await client.send(new ListObjectsV2Command({ Bucket: 'shop' }))
    await client.send(new ListObjectsV2Command({ Bucket: 'shop' })).catch(() => {})
    expect(seen).toEqual([
      ['ListObjectsV2', 1],
      ['ListObjectsV2', 0],
    ])
  })
})
