import { beforeAll, beforeEach, expect, it } from 'vitest'
import { sendRequest } from '@/lib/contract/tasks'
import type { Database } from '@/lib/db/client'
import { sqliteDatabases } from '@/lib/db/testing'
import { sendTask } from './send-task'
import { openTestParts, startMs } from './testing'

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
const send = (request: Record<string, unknown>) =>
  sendTask(app.parts, sendRequest.parse({ name: 'shop.charge', queue: 'payments', ...request }), signal)
const at = (seconds: number) => new Date(startMs + seconds * 1000).toISOString()

it('sends a call with its arguments to the letter and notes it', async () => {
  expect(await send({ args: '[1e400, "é"]', kwargs: '{"a" : 1}' })).toEqual({ taskId: 'new-1', queue: 'payments' })
  expect(app.sent('payments')).toMatchObject([
    {
      task: {
        taskId: 'new-1',
        name: 'shop.charge',
        args: '[1e400, "é"]',
        kwargs: '{"a" : 1}',
        celeryQueue: 'payments',
      },
    },
  ])
  expect(app.log.activities).toMatchObject([{ action: 'send', target: 'new-1', details: { queue: 'payments' } }])
  expect(app.log.links).toEqual([])
})

it('calls without arguments where none are given', async () => {
  await send({})
  expect(app.sent('payments')[0]?.task).toMatchObject({ args: '[]', kwargs: '{}' })
})

it('turns countdown and eta into a delay, and what SQS cannot delay into an ETA with an offset', async () => {
  await send({ countdown: 30 })
  await send({ eta: at(600) })
  await send({ eta: at(1800), expires: at(3600) })
  expect(app.sent('payments').map(({ delaySeconds, task }) => [delaySeconds, task.eta, task.expires])).toEqual([
    [30, null, null],
    [600, null, null],
    [900, '2026-11-21T12:30:00.000+00:00', '2026-11-21T13:00:00.000+00:00'],
  ])
})

it('refuses what contradicts itself or comes too late, naming the field', async () => {
  await expect(send({ countdown: 1, eta: at(5) })).rejects.toMatchObject({
    code: 'bad_request',
    details: { field: 'eta' },
  })
  await expect(send({ expires: at(-1) })).rejects.toMatchObject({ code: 'bad_request', details: { field: 'expires' } })
  await expect(send({ eta: at(90_000) })).rejects.toMatchObject({ code: 'bad_request', details: { field: 'eta' } })
  await expect(send({ name: 'a\u0000b' })).rejects.toMatchObject({ code: 'bad_request', details: { field: 'name' } })
  await expect(send({ args: '[' })).rejects.toMatchObject({ code: 'bad_request', details: { field: 'args' } })
  await expect(send({ queue: 'nowhere' })).rejects.toMatchObject({ code: 'no_such_queue' })
  expect(app.sent('payments')).toEqual([])
})
