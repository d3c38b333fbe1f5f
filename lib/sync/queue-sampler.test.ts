import { describe, expect, it } from 'vitest'
import type { Broker, QueueDepth, QueueRef } from '@/lib/broker/broker'
import { openMemoryIndex } from '@/lib/db/memory-index'
import { AppError } from '@/lib/errors'
import { createQueueSampler } from './queue-sampler'

const { signal } = new AbortController()

function queueRef(sqsName: string): QueueRef {
  const name = sqsName.replace(/^shop-/, '')
  return { name, sqsName, url: `https://sqs.us-east-1.amazonaws.com/1/${sqsName}`, fifo: false }
}

function depthOf(visible: number, deadLetter: string | null = null): QueueDepth {
  return {
    visible,
    inFlight: 1,
    delayed: 2,
    deadLetter: deadLetter === null ? null : { ...queueRef(deadLetter), maxReceiveCount: 3 },
    retentionSeconds: 345_600,
    visibilityTimeoutSeconds: 30,
    maximumMessageBytes: 1_048_576,
  }
}

/** A broker of these queues; a queue without a depth cannot be read. */
function setUp(queues: Record<string, QueueDepth | null>, listed = Object.keys(queues)) {
  const state = { queues, listed }
  const broker: Broker = {
    label: 'sqs://test',
    region: null,
    listQueues: async () => state.listed.map(queueRef),
    getQueue: async () => null,
    async getDepth({ sqsName }) {
      const depth = state.queues[sqsName]
      if (!depth) throw new AppError('access_denied', 'Allow sqs:GetQueueAttributes.')
      return depth
    },
  }
  const index = openMemoryIndex()
  const clock = { ms: 1000 }
  const sampler = createQueueSampler(broker, index, () => clock.ms)
  const rowOf = (name: string) => index.contents().queues.find((row) => row.name === name)
  return { state, index, clock, sampler, rowOf }
}

describe('queue sampling', () => {
  it('stores the depth of every queue', async () => {
    const { sampler, rowOf, index } = setUp({ 'shop-mail': depthOf(7), 'shop-slow': depthOf(0) })
    await sampler.sample(signal)
    expect(rowOf('mail')).toMatchObject({ visible: 7, inFlight: 1, delayed: 2, sampledMs: 1000, problem: null })
    expect(index.contents().queueSamples.length).toBe(2)
  })

  it('keeps the last numbers of a queue that cannot be read, with the reason', async () => {
    const { state, clock, sampler, rowOf } = setUp({ 'shop-mail': depthOf(7), 'shop-slow': depthOf(1) })
    await sampler.sample(signal)
    state.queues = { 'shop-mail': null, 'shop-slow': depthOf(2) }
    clock.ms = 2000
    await sampler.sample(signal)
    expect(rowOf('mail')).toMatchObject({ visible: 7, sampledMs: 1000, problem: 'Allow sqs:GetQueueAttributes.' })
    expect(rowOf('slow')).toMatchObject({ visible: 2, sampledMs: 2000, problem: null })
  })

  it('says so when a queue is no longer listed', async () => {
    const { state, sampler, rowOf } = setUp({ 'shop-mail': depthOf(7), 'shop-slow': depthOf(1) })
    await sampler.sample(signal)
    state.listed = ['shop-slow']
    await sampler.sample(signal)
    expect(rowOf('mail')?.problem).toBe('SQS no longer lists this queue.')
  })

  it('reads the queue that dead letters go to, watched or not, and names it as it is watched', async () => {
    const queues = {
      'shop-mail': depthOf(7, 'shop-mail-dead'),
      'shop-mail-dead': depthOf(3),
      'shop-slow': depthOf(1, 'shop-slow-dead'),
      'shop-slow-dead': depthOf(4),
      'shop-fast': depthOf(1, 'elsewhere'),
    }
    const { sampler, rowOf } = setUp(queues, ['shop-mail', 'shop-mail-dead', 'shop-slow', 'shop-fast'])
    await sampler.sample(signal)
    expect(rowOf('mail')).toMatchObject({ deadLetterName: 'mail-dead', maxReceiveCount: 3 })
    expect(rowOf('slow')).toMatchObject({ deadLetterName: 'slow-dead' })
    expect(rowOf('slow-dead')).toMatchObject({ visible: 4, url: expect.stringMatching(/\/1\/shop-slow-dead$/) })
    expect(rowOf('fast')).toMatchObject({ deadLetterName: 'elsewhere' })
    expect(rowOf('elsewhere')).toBeUndefined()
  })

  it('throws where the queues cannot even be listed', async () => {
    const { sampler } = setUp({})
    const broken = createQueueSampler(
      {
        label: '',
        region: null,
        listQueues: async () => {
          throw new AppError('access_denied', 'Allow sqs:ListQueues.')
        },
        getQueue: async () => null,
        getDepth: async () => depthOf(0),
      },
      openMemoryIndex(),
      Date.now,
    )
    await sampler.sample(signal)
    await expect(broken.sample(signal)).rejects.toMatchObject({ code: 'access_denied' })
  })
})
