import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { buildApp } from 'fauxqs'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SqsOptions } from '@/lib/aws/options'
import { toSqsName } from '@/lib/celery/queue-name'
import { runBrokerConformance } from './conformance'
import { openSqsBroker } from './sqs'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
const nothing = { kind: 'sqs' as const, predefinedQueues: {}, queues: [] }
const { signal } = new AbortController()

type Inspected = { body: string; messageGroupId?: string; messageDeduplicationId?: string }

async function startEmulator() {
  const app = buildApp({ logger: false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const aws = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials }
  const client = new SQSClient({ ...aws, useQueueUrlAsEndpoint: false })
  const create = async (QueueName: string, Attributes: Record<string, string> = {}) => {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }))
    return QueueUrl
  }
  // fauxqs's own window into a queue: receiving would change what is looked at.
  const messages = async (sqsName: string) => {
    const answer = await fetch(`${aws.endpoint}/_fauxqs/queues/${sqsName}`)
    const { messages } = (await answer.json()) as { messages: { ready: Inspected[]; delayed: Inspected[] } }
    return [...messages.ready, ...messages.delayed].map(({ body, messageGroupId, messageDeduplicationId }) => ({
      body,
      groupId: messageGroupId,
      deduplicationId: messageDeduplicationId,
    }))
  }
  return { aws, create, messages, close: () => app.close() }
}

const deadLetterPolicy = JSON.stringify({
  deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:shop-mail-dead',
  maxReceiveCount: '3',
})

async function startShop() {
  const emulator = await startEmulator()
  await emulator.create('shop-mail-dead')
  const urls = {
    mail: await emulator.create('shop-mail', { RedrivePolicy: deadLetterPolicy, MaximumMessageSize: '262144' }),
    'reports.daily': await emulator.create('shop-reports-daily'),
    'orders.fifo': await emulator.create('shop-orders.fifo', { FifoQueue: 'true' }),
  }
  await emulator.create('blog-celery')
  await emulator.create('shop-celeryev-7d9f')
  return { ...emulator, urls }
}

runBrokerConformance('SQS by prefix', async () => {
  const shop = await startShop()
  const broker = await openSqsBroker({ ...nothing, queueNamePrefix: 'shop-', aws: shop.aws }, () => {})
  return {
    broker,
    maximumMessageBytes: 262_144,
    // fauxqs has no DeadLetterQueueSourceArn; see "reads where a message died" below.
    tellsSources: false,
    messages: (name) => shop.messages(toSqsName('shop-', name)),
    close: shop.close,
  }
})

describe('SQS', () => {
  let shop: Awaited<ReturnType<typeof startShop>>
  const requests: string[] = []
  const open = (options: Partial<SqsOptions>) =>
    openSqsBroker({ ...nothing, queueNamePrefix: 'shop-', aws: shop.aws, ...options }, (operation, { retries }) =>
      requests.push(`${operation}${retries ? ` +${retries}` : ''}`),
    )

  beforeAll(async () => {
    shop = await startShop()
  })
  afterAll(() => shop.close())
  afterEach(() => requests.splice(0))

  it('shows region and prefix, never a secret', async () => {
    expect((await open({})).label).toBe('sqs://us-east-1/shop-')
  })

  it('follows AWS_ENDPOINT_URL, whatever host stands in the URL of a queue', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', shop.aws.endpoint)
    vi.stubEnv('AWS_REGION', 'us-east-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    const broker = await open({ aws: {} })
    const mail = await broker.getQueue('mail', signal)
    expect(mail?.url).toContain('sqs.us-east-1.localhost')
    if (mail) expect(await broker.getDepth(mail, signal)).toMatchObject({ inFlight: 0 })
    vi.unstubAllEnvs()
  })

  it('asks for a name once, and never receives', async () => {
    const broker = await open({})
    await broker.send?.('mail', { body: 'eA==' }, signal)
    await broker.send?.('mail', { body: 'eQ==' }, signal)
    const mail = await broker.getQueue('mail', signal)
    if (mail) await broker.getDepth(mail, signal)
    expect(requests).toEqual(['GetQueueUrl', 'SendMessage', 'SendMessage', 'GetQueueAttributes'])
  })

  it('lists named queues without listing the account, and keeps a missing one with its trouble', async () => {
    const broker = await open({ queues: ['mail', 'nowhere'] })
    const [mail, nowhere] = await broker.listQueues(signal)
    expect(mail).toMatchObject({ name: 'mail', sqsName: 'shop-mail' })
    expect(nowhere).toMatchObject({ name: 'nowhere', sqsName: 'shop-nowhere', url: '' })
    expect(requests).toEqual(['GetQueueUrl', 'GetQueueUrl'])
    if (!nowhere) throw new Error('two were asked for')
    await expect(broker.getDepth(nowhere, signal)).rejects.toMatchObject({
      code: 'no_such_queue',
      message: expect.stringContaining('"shop-nowhere" in us-east-1'),
    })
  })

  it('uses predefined queues under the name whose routing_key a worker resolves', async () => {
    const url = shop.urls.mail
    const broker = await open({ predefinedQueues: { 'shop-letters': { url, aws: shop.aws } } })
    expect(await broker.listQueues(signal)).toEqual([{ name: 'letters', sqsName: 'shop-mail', url, fifo: false }])
    // The Celery name and the key people see in their settings both find it.
    expect(await broker.getQueue('letters', signal)).toMatchObject({ name: 'letters' })
    expect(await broker.getQueue('shop-letters', signal)).toBeNull()
    expect(await broker.getQueue('mail', signal)).toBeNull()
    expect(requests).toEqual([])
    await broker.send?.('letters', { body: 'eA==' }, signal)
    expect(requests).toEqual(['SendMessage'])
  })
})

describe('SQS that answers badly', () => {
  let respond: (target: string, body: string, response: ServerResponse) => void
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () =>
      respond(String(request.headers['x-amz-target']), Buffer.concat(chunks).toString(), response),
    )
  })
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => server.closeAllConnections() ?? server.close())

  const open = (requests: string[] = []) => {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return openSqsBroker(
      { ...nothing, queueNamePrefix: 'shop-', aws: { endpoint, region: 'eu-west-1', credentials } },
      (operation, { retries }) => requests.push(`${operation} +${retries}`),
    )
  }
  const json = (response: ServerResponse, status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
  }

  it('reads every page of a long list', async () => {
    respond = (_target, body, response) => {
      const { NextToken } = JSON.parse(body) as { NextToken?: string }
      const page = NextToken === 'second' ? 2 : 1
      json(response, 200, {
        QueueUrls: [`https://sqs.eu-west-1.amazonaws.com/1/shop-q${page}`],
        ...(page === 1 ? { NextToken: 'second' } : {}),
      })
    }
    const requests: string[] = []
    const queues = await (await open(requests)).listQueues(signal)
    expect(queues.map(({ name }) => name)).toEqual(['q1', 'q2'])
    expect(requests).toEqual(['ListQueues +0', 'ListQueues +0'])
  })

  it.each([
    ['listQueues', 'sqs:ListQueues', 'all queues'],
    ['getQueue', 'sqs:GetQueueUrl', 'shop-mail'],
    ['getDepth', 'sqs:GetQueueAttributes', 'shop-mail'],
    ['send', 'sqs:SendMessage', 'shop-mail'],
  ])('names action, queue and region when %s is denied', async (method, action, resource) => {
    respond = (target, _body, response) => {
      const allowed = method !== 'getQueue' && target.endsWith('GetQueueUrl')
      if (allowed) json(response, 200, { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/shop-mail' })
      else json(response, 403, { __type: 'com.amazon.coral.service#AccessDeniedException', message: 'no' })
    }
    const broker = await open()
    const attempts: Record<string, () => Promise<unknown> | undefined> = {
      listQueues: () => broker.listQueues(signal),
      getQueue: () => broker.getQueue('mail', signal),
      getDepth: async () => {
        const queue = await broker.getQueue('mail', signal)
        return queue && broker.getDepth(queue, signal)
      },
      send: () => broker.send?.('mail', { body: 'eA==' }, signal),
    }
    await expect(attempts[method]?.()).rejects.toMatchObject({
      code: 'access_denied',
      message: expect.stringContaining(`Allow ${action} on ${resource} in eu-west-1`),
      details: { action },
    })
  })

  it('redrives by the ARN of the queue, and reads how far it is', async () => {
    const asked: unknown[] = []
    respond = (target, body, response) => {
      const call = target.slice(target.indexOf('.') + 1)
      if (call === 'GetQueueUrl') json(response, 200, { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/shop-dead' })
      else if (call === 'GetQueueAttributes') json(response, 200, { Attributes: { QueueArn: 'arn:dead' } })
      else {
        asked.push([call, JSON.parse(body)])
        const entry = { Status: 'RUNNING', TaskHandle: 'h', ApproximateNumberOfMessagesMoved: 3 }
        json(response, 200, call === 'ListMessageMoveTasks' ? { Results: [entry, { Status: 'FAILED' }] } : {})
      }
    }
    const broker = await open()
    const dead = await broker.getQueue('dead', signal)
    if (!dead) throw new Error('no queue')
    await broker.startRedrive?.(dead, { perSecond: 50 }, signal)
    const nothingKnown = { handle: null, moved: 0, toMove: null, perSecond: null, startedMs: null, failure: null }
    expect(await broker.listRedrives?.(dead, signal)).toEqual([
      { ...nothingKnown, handle: 'h', status: 'running', moved: 3 },
      { ...nothingKnown, status: 'failed' },
    ])
    await broker.cancelRedrive?.(dead, 'h', signal)
    expect(asked).toEqual([
      ['StartMessageMoveTask', { SourceArn: 'arn:dead', MaxNumberOfMessagesPerSecond: 50 }],
      ['ListMessageMoveTasks', { SourceArn: 'arn:dead', MaxResults: 10 }],
      ['CancelMessageMoveTask', { TaskHandle: 'h' }],
    ])
  })

  it('reads where a message died, as far as that is a queue of this app', async () => {
    const arns = ['arn:aws:sqs:eu-west-1:1:shop-mail', 'arn:aws:sqs:eu-west-1:1:blog-mail', undefined]
    respond = (target, _body, response) => {
      if (!target.endsWith('ReceiveMessage')) return json(response, 200, {})
      const DeadLetterQueueSourceArn = arns.shift()
      if (arns.length === 0) return json(response, 200, {})
      const MD5OfBody = createHash('md5').update('x').digest('hex')
      const Attributes = { DeadLetterQueueSourceArn }
      json(response, 200, { Messages: [{ MessageId: `m${arns.length}`, Body: 'x', MD5OfBody, Attributes }] })
    }
    const host = 'https://sqs.eu-west-1.amazonaws.com/1'
    const dead = { name: 'dead', sqsName: 'shop-dead', url: `${host}/shop-dead`, fifo: false }
    const sources: unknown[] = []
    const broker = await open()
    await broker.borrow?.(
      dead,
      { atMost: 9, holdSeconds: 1 },
      async (messages) => {
        sources.push(...messages.map(({ diedIn }) => diedIn))
        return 'more'
      },
      signal,
    )
    expect(sources).toEqual([{ name: 'mail', sqsName: 'shop-mail', url: `${host}/shop-mail`, fifo: false }, null])
  })

  it.each([
    ['com.amazonaws.sqs#InvalidAction', 'not_supported', 'this server has no PurgeQueue'],
    ['com.amazonaws.sqs#PurgeQueueInProgress', 'conflict', 'one purge a minute'],
    ['com.amazon.coral.service#AccessDeniedException', 'access_denied', 'Allow sqs:PurgeQueue on shop-mail'],
  ])('says what %s means', async (__type, code, message) => {
    respond = (_target, _body, response) => json(response, 400, { __type, message: 'no' })
    const queue = { name: 'mail', sqsName: 'shop-mail', url: 'https://sqs.eu-west-1.amazonaws.com/1/x', fifo: false }
    const broker = await open()
    await expect(broker.purge?.(queue, signal)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    })
  })

  it('counts what the SDK sends again', async () => {
    let served = 0
    respond = (_target, _body, response) => {
      served += 1
      if (served === 1) json(response, 500, { __type: 'InternalFailure' })
      else json(response, 200, { QueueUrls: [] })
    }
    const requests: string[] = []
    await (await open(requests)).listQueues(signal)
    expect(requests).toEqual(['ListQueues +1'])
  })

  it.each([
    ['an answer that was lost', 1, 'upstream'],
    ['a 500, which may mean that it was taken', 1, 'upstream'],
    ['a 503, which means that it was not', 2, null],
  ])('sends once in spite of %s', async (fault, requests, code) => {
    let sent = 0
    respond = (target, _body, response) => {
      if (!target.endsWith('.SendMessage'))
        return json(response, 200, { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/x' })
      sent += 1
      if (sent === 1 && fault.startsWith('an answer')) response.destroy()
      else if (sent > 1) json(response, 200, { MessageId: '1', MD5OfMessageBody: '64fc83fc6acc4664eef9697d2228fa9c' })
      else if (fault.startsWith('a 500')) json(response, 500, { __type: 'InternalFailure' })
      else json(response, 503, { __type: 'ServiceUnavailable' })
    }
    const sending = (await open()).send?.('mail', { body: 'eA==' }, signal)
    if (code === null) await sending
    else await expect(sending).rejects.toMatchObject({ code })
    expect(sent).toBe(requests)
  })
})
