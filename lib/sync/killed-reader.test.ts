import { type ChildProcess, fork } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { buildApp } from 'fauxqs'
import { expect, it, vi } from 'vitest'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { openEventQueue } from '@/lib/event-queue/open'
import { recordOf, s3Body } from '@/lib/events/testing'
import { documentOf, taskKeyOf } from './testing'

const objects = 300
const removed = 20
const Bucket = 'shop'
const child = path.join(import.meta.dirname, 'testing-event-reader.ts')
const { signal } = new AbortController()

/** A bucket of results and the queue with their events, as both would be after a while without a reader. */
async function startCloud() {
  const app = buildApp({ logger: false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`
  const aws = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
  const s3 = new S3Client({ ...aws, forcePathStyle: true })
  const sqs = new SQSClient({ ...aws, useQueueUrlAsEndpoint: false })
  await s3.send(new CreateBucketCommand({ Bucket }))
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'results-events' }))
  const bodies: string[] = []
  for (let at = 0; at < objects; at += 1) {
    const key = taskKeyOf(`t${at}`)
    await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: documentOf({ name: 'app.add', result: at }) }))
    const sequencer = (at + 1).toString(16).padStart(8, '0')
    bodies.push(s3Body(recordOf({ key, bucket: Bucket, eTag: undefined, sequencer })))
    // Some twice, for that is what "at least once" means.
    if (at % 7 === 0) bodies.push(bodies.at(-1) ?? '')
    if (at >= removed) continue
    await s3.send(new DeleteObjectCommand({ Bucket, Key: key }))
    const eventName = 'ObjectRemoved:Delete'
    bodies.unshift(s3Body(recordOf({ key, bucket: Bucket, eventName, sequencer: `${sequencer}F` })))
  }
  for (let at = 0; at < bodies.length; at += 10) {
    const Entries = bodies.slice(at, at + 10).map((MessageBody, n) => ({ Id: String(n), MessageBody }))
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
  }
  const queue = await openEventQueue({ url: QueueUrl, aws }, () => {})
  return { endpoint, QueueUrl, queue, close: () => app.close() }
}

function startReader(url: string, { endpoint, QueueUrl }: { endpoint: string; QueueUrl: string }): ChildProcess {
  return fork(child, [url, endpoint, QueueUrl], { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
}

function ended(reader: ChildProcess): Promise<void> {
  return new Promise((resolve) => reader.once('exit', () => resolve()))
}

async function contentsOf({ reader }: Database) {
  const rows = await reader.task.findMany({ select: { taskId: true }, orderBy: { key: 'asc' } })
  const history = await reader.historyBucket.aggregate({ where: { widthSeconds: 3600 }, _sum: { count: true } })
  const stored = await reader.storedBucket.aggregate({ _sum: { objects: true } })
  return { tasks: rows.length, counted: history._sum.count, stored: stored._sum.objects }
}

describeDatabases('Readers of events, side by side and killed', (databases) => {
  it('lose nothing and count nothing twice', async () => {
    const cloud = await startCloud()
    const url = await databases.freshUrl()
    const database = await databases.open(url)
    // Each is killed at its first write, alone or with another beside it.
    for (const beside of [1, 1, 2]) {
      const readers = Array.from({ length: beside }, () => startReader(url, cloud))
      for (const reader of readers) reader.on('message', () => reader.kill('SIGKILL'))
      await Promise.all(readers.map(ended))
    }
    const last = [startReader(url, cloud), startReader(url, cloud)]
    await vi.waitFor(async () => expect(await cloud.queue.getBacklog(signal)).toEqual({ waiting: 0, inFlight: 0 }), {
      timeout: 40_000,
      interval: 200,
    })
    for (const reader of last) reader.kill('SIGKILL')
    await Promise.all(last.map(ended))
    expect(await contentsOf(database)).toEqual({
      tasks: objects - removed,
      counted: objects - removed,
      stored: objects - removed,
    })
    expect(await openTaskIndex(database, 'killed').getEventState()).toMatchObject({ foreign: 0, setAside: 0 })
    await cloud.close()
  }, 120_000)
})
