import type { AddressInfo } from 'node:net'
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { buildApp } from 'fauxqs'
import { describe, expect, it } from 'vitest'
import { runEventQueueConformance } from './conformance'
import { openSqsEventQueue, regionOfUrl } from './sqs'

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

async function startEmulator() {
  const app = buildApp({ logger: false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const aws = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials }
  return { aws, client: new SQSClient({ ...aws, useQueueUrlAsEndpoint: false }), close: () => app.close() }
}

runEventQueueConformance('SQS', async () => {
  const { aws, client, close } = await startEmulator()
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'results-events' }))
  return {
    queue: await openSqsEventQueue({ url: QueueUrl, aws }, () => {}),
    send: async (MessageBody) => {
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody }))
    },
    close,
  }
})

describe('SQS', () => {
  it('names the queue, the action and the region where there is no such queue', async () => {
    const { aws, close } = await startEmulator()
    const url = 'https://sqs.us-east-1.amazonaws.com/000000000000/nowhere'
    const requests: string[] = []
    const queue = await openSqsEventQueue({ url, aws }, (operation) => requests.push(operation))
    await expect(
      queue.receive({ waitSeconds: 0, visibilitySeconds: 1 }, new AbortController().signal),
    ).rejects.toMatchObject({ code: 'no_such_queue', message: expect.stringContaining('events queue "nowhere"') })
    expect(requests).toEqual(['ReceiveMessage'])
    await close()
  })
})

it.each([
  ['https://sqs.eu-west-1.amazonaws.com/123456789012/q', 'eu-west-1'],
  ['https://eu-west-1.queue.amazonaws.com/123456789012/q', 'eu-west-1'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q', 'cn-north-1'],
  ['https://sqs-fips.us-gov-west-1.amazonaws.com/123456789012/q', 'us-gov-west-1'],
  ['https://sqs.ap-southeast-2.api.aws/123456789012/q', 'ap-southeast-2'],
  ['https://vpce-0a1b-x.sqs.us-east-1.vpce.amazonaws.com/123456789012/q', 'us-east-1'],
  ['http://localhost:9324/000000000000/sqs.eu-west-1.amazonaws.com', undefined],
  ['https://sqs/q', undefined],
])('the region of %s is %s', (url, region) => expect(regionOfUrl(url)).toBe(region))
