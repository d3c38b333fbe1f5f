import type { AddressInfo } from 'node:net'
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { buildApp } from 'fauxqs'
import { describe, expect, it } from 'vitest'
import { runEventQueueConformance } from './conformance'
import { openSqsEventQueue } from './sqs'

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
