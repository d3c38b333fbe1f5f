import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildApp } from 'fauxqs'
import { SnsStore } from '../node_modules/fauxqs/dist/sns/snsStore.js'
import { SqsStore } from '../node_modules/fauxqs/dist/sqs/sqsStore.js'
import { addBucketSettings, type BucketSettings } from './bucket-settings'
import { answerConditional, type EmulatorReply, type EmulatorRequest } from './conditional-requests'
import { addMessageMoves } from './message-moves'
import { OrderedS3Store } from './ordered-s3-store'
import { addRequestLog, type LoggedRequest } from './request-log'

/**
 * `s3`, `sqs` and `settings` are what stands behind the server: what is put there needs no request. `requests`: what it was
 * asked, and `server` tells of each as it comes.
 */
export type Emulator = {
  url: string
  server: Server
  s3: OrderedS3Store
  sqs: LoopbackSqsStore
  requests: readonly LoggedRequest[]
  settings: BucketSettings
  close(): Promise<void>
}

/** Queue URLs on the address that is listened on: fauxqs's own need `*.localhost` to be resolved, which not every system does. */
class LoopbackSqsStore extends SqsStore {
  origin = ''

  override buildQueueUrl(queueName: string): string {
    return `${this.origin}/000000000000/${queueName}`
  }
}

/** Serves S3 and SQS from memory on 127.0.0.1. Port 0 takes a free one. Any credentials will do; nothing is kept. */
export async function startEmulator(port = 0): Promise<Emulator> {
  const sqsStore = new LoopbackSqsStore()
  const s3Store = new OrderedS3Store()
  const app = buildApp({ logger: false, stores: { sqsStore, snsStore: new SnsStore(), s3Store } })
  const requests = addRequestLog(app)
  app.addHook('preHandler', (request: EmulatorRequest, reply: EmulatorReply, done: () => void) => {
    if (!answerConditional(s3Store, request, reply)) done()
  })
  const settings = addBucketSettings(app, (bucket) => s3Store.hasBucket(bucket))
  addMessageMoves(app, sqsStore)
  await app.listen({ port, host: '127.0.0.1' })
  // A listening TCP server has an address that is an object.
  const { port: taken } = app.server.address() as AddressInfo
  sqsStore.origin = `http://127.0.0.1:${taken}`
  const url = sqsStore.origin
  return { url, server: app.server, s3: s3Store, sqs: sqsStore, settings, requests, close: () => app.close() }
}
