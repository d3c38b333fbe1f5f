import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { retryRequest } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import { sqliteDatabases } from '@/lib/db/testing'
import { AppError } from '@/lib/errors'
import { retryTask } from './retry-task'
import { failed, keyPrefix, openTestParts, startMs } from './testing'

const databases = sqliteDatabases()
let database: Database
let app: ReturnType<typeof openTestParts>
beforeAll(async () => {
  database = await databases.open()
})
beforeEach(() => {
  app = openTestParts(database)
})

const { signal } = new AbortController()
const retry = (taskId: string, change: Record<string, unknown> = {}) =>
  retryTask(app.parts, taskId, retryRequest.parse(change), signal)
/** What a refusal says: code, message and details. */
const refused = (taskId: string, change: Record<string, unknown> = {}) =>
  retry(taskId, change).then(
    () => Promise.reject(new Error('it was sent')),
    (error: AppError) => error,
  )
const nothingSent = () => expect([...app.sent('payments'), ...app.sent('orders.fifo')]).toEqual([])

describe('retrying a task', () => {
  it('sends it under a new id, from the first attempt, and links both', async () => {
    app.put('job-1', failed)
    expect(await retry('job-1')).toEqual({ taskId: 'new-1', queue: 'payments' })
    expect(app.sent('payments')).toMatchObject([
      {
        task: {
          taskId: 'new-1',
          rootId: 'new-1',
          parentId: null,
          name: 'shop.charge',
          args: '[7]',
          retries: 0,
          celeryQueue: 'payments',
          eta: null,
        },
      },
    ])
    expect(app.log.links).toEqual([
      { fromTaskId: 'job-1', toTaskId: 'new-1', queue: 'payments', edited: false, sentMs: startMs },
    ])
    expect(app.log.activities).toMatchObject([{ action: 'retry', target: 'job-1', outcome: 'done' }])
  })

  it('sends the stored arguments to the letter', async () => {
    const text = JSON.stringify(failed)
      .replace('[7]', '[ 1180591620717411303424, NaN, 1.10, "\\u00e9\\ud83d" ]')
      .replace('"PLN"', '{"__type__": "decimal", "__value__": "9.99"}')
    app.put('job-1', text)
    await retry('job-1')
    expect(app.sent('payments')[0]?.task).toMatchObject({
      args: '[ 1180591620717411303424, NaN, 1.10, "\\u00e9\\ud83d" ]',
      kwargs: '{"currency":{"__type__": "decimal", "__value__": "9.99"}}',
    })
  })

  it('takes edited name, arguments and queue, and notes that they were', async () => {
    app.put('job-1', failed)
    const sent = await retry('job-1', { args: '["zażółć"]', kwargs: '{}', name: 'shop.refund', queue: 'orders.fifo' })
    expect(sent.queue).toBe('orders.fifo')
    expect(app.sent('orders.fifo')).toMatchObject([
      {
        groupId: 'default',
        deduplicationId: expect.any(String),
        task: { name: 'shop.refund', args: '["zażółć"]', kwargs: '{}' },
      },
    ])
    expect(app.log.links).toMatchObject([{ edited: true, queue: 'orders.fifo' }])
  })

  it('writes no argument value into the audit log', async () => {
    app.put('job-1', { ...failed, args: ['hunter2'] })
    await retry('job-1', { kwargs: '{"password": "hunter2"}' })
    expect(JSON.stringify([app.log.links, app.log.activities])).not.toMatch(/hunter2|password/)
  })

  it('keeps the id where asked to, and still links', async () => {
    app.put('job 1/ż', failed)
    expect(await retry('job 1/ż', { taskId: 'same' })).toEqual({ taskId: 'job 1/ż', queue: 'payments' })
    expect(app.sent('payments')[0]?.task.taskId).toBe('job 1/ż')
    expect(app.log.links).toMatchObject([{ fromTaskId: 'job 1/ż', toTaskId: 'job 1/ż' }])
  })

  it('leaves a countdown to SQS', async () => {
    app.put('job-1', failed)
    await retry('job-1', { countdown: 60 })
    expect(app.sent('payments')).toMatchObject([{ delaySeconds: 60, task: { eta: null } }])
  })

  it('tells the index what it read', async () => {
    app.put('job-1', failed)
    await retry('job-1')
    expect(await app.indexedKeys()).toEqual([`${keyPrefix}celery-task-meta-job-1`])
  })

  it('sends whatever arguments are typed exactly as they are', async () => {
    app.put('job-1', failed)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json()), async (items) => {
        const args = `[${items.join(' ,')}]`
        await retry('job-1', { args })
        expect(app.sent('payments').at(-1)?.task.args).toBe(args)
      }),
      { numRuns: 25 },
    )
  })
})

describe('a retry is refused, and nothing is sent,', () => {
  it('where nothing is stored', async () => {
    const error = await refused('nobody')
    expect(error.code).toBe('pending')
    expect(error.message).toMatch(/PENDING/)
    nothingSent()
  })

  it.each([
    [
      'without result_extended',
      { name: undefined, args: undefined, kwargs: undefined, queue: undefined, worker: undefined, retries: undefined },
      'not_extended',
    ],
    ['for a chain link that never ran', { worker: null, queue: null }, 'never_ran'],
    ["for one of Celery's own tasks", { name: 'celery.chord_unlock' }, 'built_in'],
    [
      'where no worker knew the task',
      { name: null, args: null, kwargs: null, worker: null, queue: null },
      'call_unknown',
    ],
  ])('%s', async (_name, document, reason) => {
    app.put('job-1', { ...failed, ...document })
    expect(await refused('job-1')).toMatchObject({ code: 'not_retryable', details: { reason } })
    nothingSent()
    expect(app.log.links).toEqual([])
  })

  it('under the id of a SUCCESS, which workers never overwrite', async () => {
    app.put('job-1', { ...failed, status: 'SUCCESS', result: 3 })
    expect(await refused('job-1', { taskId: 'same' })).toMatchObject({
      code: 'not_retryable',
      details: { reason: 'sticky_success' },
    })
    nothingSent()
    await retry('job-1')
    expect(app.sent('payments')).toHaveLength(1)
  })

  it('for a queue nobody has, naming those there are', async () => {
    app.put('job-1', { ...failed, queue: 'gone' })
    const error = await refused('job-1')
    expect(error).toMatchObject({ code: 'no_such_queue', details: { field: 'queue' } })
    expect(error.message).toMatch(/"gone".*Known queues: payments, orders\.fifo/)
  })

  it('for arguments a worker could not read, naming the field', async () => {
    app.put('job-1', failed)
    expect(await refused('job-1', { args: '{"a": 1}' })).toMatchObject({
      code: 'bad_request',
      details: { field: 'args' },
    })
    expect(await refused('job-1', { kwargs: '[1]' })).toMatchObject({
      code: 'bad_request',
      details: { field: 'kwargs' },
    })
    expect(await refused('job-1', { countdown: 43_200 })).toMatchObject({
      code: 'bad_request',
      details: { field: 'countdown', maxSeconds: 900 + 1620 },
    })
    nothingSent()
  })

  it('for a message the queue would not take', async () => {
    app.put('job-1', { ...failed, args: ['x'.repeat(500)] })
    app.broker.addQueue('payments', { maximumMessageBytes: 1024 })
    expect(await refused('job-1')).toMatchObject({ code: 'too_large', details: { maximumBytes: 1024 } })
  })

  it('without a broker, or with one that cannot be sent to', async () => {
    app.put('job-1', failed)
    app.parts.broker = null
    expect(await refused('job-1')).toMatchObject({
      code: 'not_supported',
      message: expect.stringMatching(/CELERY_BROKER_URL/),
    })
    app.parts.broker = { ...app.broker, send: undefined }
    expect(await refused('job-1')).toMatchObject({ code: 'not_supported' })
  })
})

describe('what a person gives makes up for what is not stored', () => {
  const given = { name: 'shop.charge', args: '[1]', queue: 'payments' }

  it('for a result without result_extended', async () => {
    app.put('job-1', { status: 'FAILURE', result: null, traceback: null, children: [] })
    await retry('job-1', given)
    expect(app.sent('payments')[0]?.task).toMatchObject({ name: 'shop.charge', args: '[1]', kwargs: '{}' })
    expect(app.log.links).toMatchObject([{ edited: true }])
  })

  it('for a document that cannot be read', async () => {
    app.put('job-1', '%PDF-1.7')
    expect(await refused('job-1')).toMatchObject({ code: 'not_retryable', details: { reason: 'unreadable' } })
    await retry('job-1', given)
    expect(app.sent('payments')).toHaveLength(1)
  })
})

describe('when something fails half-way', () => {
  it('says that the task was sent when only the note failed', async () => {
    app.put('job-1', failed)
    app.parts.log = {
      ...app.log,
      recordLink: async () => {
        throw new Error('disk full')
      },
    }
    const error = await refused('job-1')
    expect(error).toMatchObject({ code: 'database', details: { taskId: 'new-1', queue: 'payments' } })
    expect(error.message).toMatch(/was sent to payments as new-1.*Do not send it again/)
    expect(app.sent('payments')).toHaveLength(1)
  })

  it('refuses stored arguments too large to be read whole, unless they are given', async () => {
    app.put('job-1', { ...failed, args: ['x'.repeat(4_000_000)] })
    const error = await refused('job-1')
    expect(error).toMatchObject({ code: 'not_retryable', details: { reason: 'too_large', missing: ['args'] } })
    expect(error.message).toMatch(/stored args \(4000004 bytes\)/)
    expect(await refused('job-1', { kwargs: '{}' })).toMatchObject({ code: 'not_retryable' })
    nothingSent()
    await retry('job-1', { args: '[8]' })
    expect(app.sent('payments')).toMatchObject([{ task: { args: '[8]', kwargs: '{"currency":"PLN"}' } }])
  })

  it('retries a task whose result is large', async () => {
    app.put('job-1', { ...failed, result: 'x'.repeat(5_000_000), args: ['y'.repeat(100_000)] })
    await retry('job-1')
    expect(app.sent('payments')[0]?.task).toMatchObject({ args: JSON.stringify(['y'.repeat(100_000)]) })
  })

  it('notes nothing when sending failed', async () => {
    app.put('job-1', failed)
    app.parts.broker = {
      ...app.broker,
      send: async () => {
        throw new AppError('throttled', 'SQS asked to slow down.')
      },
    }
    expect(await refused('job-1')).toMatchObject({ code: 'throttled' })
    expect(app.log.links).toEqual([])
  })

  it('sends to a queue whose attributes may not be read', async () => {
    app.put('job-1', failed)
    app.parts.broker = {
      ...app.broker,
      getDepth: async () => {
        throw new AppError('access_denied', 'no')
      },
    }
    await retry('job-1')
    expect(app.sent('payments')).toHaveLength(1)
  })
})
