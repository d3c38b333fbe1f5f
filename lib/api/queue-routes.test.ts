import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { POST as postPurge } from '@/app/api/v1/queues/[name]/purge/route'
import {
  DELETE as deleteRedrive,
  GET as getRedrive,
  POST as postRedrive,
} from '@/app/api/v1/queues/[name]/redrive/route'
import { POST as postResend } from '@/app/api/v1/queues/[name]/resend/route'
import { POST as postResendMany } from '@/app/api/v1/queues/[name]/resend-many/route'
import { POST as postSample } from '@/app/api/v1/queues/[name]/sample/route'
import { DELETE as deleteLitter, GET as getLitter } from '@/app/api/v1/queues/litter/route'
import { POST as postTask } from '@/app/api/v1/tasks/route'
import { resendMany } from '@/lib/actions/resend-many'
import type { Broker } from '@/lib/broker/broker'
import { readTaskMessage } from '@/lib/celery/task-message'
import {
  deleteLitterAnswer,
  litterList,
  purgeAnswer,
  queueSampleAnswer,
  redriveList,
  resendAnswer,
  resendManyAnswer,
} from '@/lib/contract/queue-actions'
import { describeDatabases } from '@/lib/db/testing'
import { AppError } from '@/lib/errors'
import { provideTestRuntime } from './testing'

const none = { params: Promise.resolve({}) }
const of = (name: string) => ({ params: Promise.resolve({ name }) })
const request = (method: string, body?: unknown) =>
  new Request('http://127.0.0.1:3000/api/v1/queues/x', {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
const post = (body: unknown = {}) => request('POST', body)
const codeOf = async (response: Response) => [response.status, (await response.json()).error?.code]
const document = {
  status: 'SUCCESS',
  result: 1,
  name: 'shop.add',
  task_id: 'a',
  date_done: '2026-11-21T11:00:00+00:00',
}

describeDatabases('What is asked of queues', (databases) => {
  async function open(change: Parameters<typeof provideTestRuntime>[1] = {}) {
    const database = await databases.open()
    const shop = provideTestRuntime(database, change)
    const { broker } = shop
    broker.addQueue('dead')
    broker.addQueue('emails', { deadLetter: { name: 'dead', maxReceiveCount: 3 } })
    const bodiesOf = (name: string) => (broker.queues.get(name)?.messages ?? []).map(({ body }) => body)
    /** Puts a sound message into a queue, addressed to it or to `to`. */
    const fill = async (name: string, to = name) => {
      await postTask(post({ name: 'shop.add', args: '[1]', queue: to }), none)
      const message = broker.queues.get(to)?.messages.pop()
      if (message) broker.queues.get(name)?.messages.push(message)
      return message?.body ?? ''
    }
    const sample = async (name: string, body: unknown = {}) =>
      queueSampleAnswer.parse(await (await postSample(post(body), of(name))).json())
    const activity = async (but = ['send', 'sample']) =>
      (
        await database.reader.activity.findMany({ where: { appId: shop.app.config.id }, orderBy: { atMs: 'asc' } })
      ).filter(({ action }) => !but.includes(action))
    const noted = async () =>
      (await activity(['send'])).map(({ action, target, outcome, count }) => [action, target, outcome, count])
    return { ...shop, bodiesOf, fill, sample, activity, noted }
  }

  it('samples messages, decoded and judged, and gives them back', async () => {
    const shop = await open()
    shop.put('a', document)
    await shop.sweep()
    const body = await shop.fill('celery')
    const stranger = Buffer.from(body, 'base64').toString().replaceAll('shop.add', 'shop.gone')
    shop.broker.queues.get('celery')?.messages.push({ body: Buffer.from(stranger).toString('base64') }, { body: '[no' })
    const { items, effect } = await shop.sample('celery')
    expect(items.map(({ name, neverSeen, malformed }) => [name, neverSeen, malformed])).toEqual([
      ['shop.add', false, false],
      ['shop.gone', true, false],
      [null, null, true],
    ])
    expect(items[0]).toMatchObject({ args: '[1]', receiveCount: 1, receivesLeft: null, resendRefusal: null })
    expect(items[2]?.verdicts.map(({ version, outcome }) => [version, outcome])).toEqual([
      ['4.4', 'worker dies'],
      ['5.2', 'worker dies'],
      ['5.6', 'stays'],
    ])
    expect(items[2]?.resendRefusal).toContain('4.4')
    expect(effect).toContain('3 messages')
    expect(shop.bodiesOf('celery')).toHaveLength(3)
    expect(await shop.noted()).toEqual([['sample', 'celery', 'done', 3]])
  })

  it('does not say "never seen" where results carry no names', async () => {
    const shop = await open()
    await shop.fill('celery')
    expect((await shop.sample('celery')).items).toMatchObject([{ neverSeen: null }])
  })

  it('refuses to look where three receives lead to the dead letters, unless forced', async () => {
    const shop = await open()
    const body = await shop.fill('emails')
    expect(await codeOf(await postSample(post(), of('emails')))).toEqual([409, 'conflict'])
    expect(await shop.noted()).toEqual([])
    for (const left of [2, 1, 0]) {
      expect((await shop.sample('emails', { force: true })).items).toMatchObject([{ receivesLeft: left }])
    }
    expect((await shop.sample('emails', { force: true })).items).toEqual([])
    expect(shop.bodiesOf('dead')).toEqual([body])
  })

  it('sends dead letters back byte for byte, and deletes only what was sent', async () => {
    const shop = await open()
    const body = await shop.fill('dead', 'emails')
    const dead = shop.broker.queues.get('dead')?.messages
    dead?.push({ body: '[no' })
    const [sound, bad] = (await shop.sample('dead')).items.map(({ messageId }) => messageId)
    const messageIds = [sound, bad, 'gone']
    const { items } = resendAnswer.parse(await (await postResend(post({ messageIds }), of('dead'))).json())
    expect(items.map(({ outcome, queue }) => [outcome, queue])).toEqual([
      ['sent', 'emails'],
      ['refused', null],
      ['not_found', null],
    ])
    expect(shop.bodiesOf('emails')).toEqual([body])
    expect(shop.bodiesOf('dead')).toEqual(['[no'])
    expect((await shop.noted()).at(-1)).toEqual(['resend', 'dead', 'partly', 1])
  })

  it('keeps a dead letter that could not be sent, and one in its own queue', async () => {
    const shop = await open()
    await shop.fill('dead', 'emails')
    await shop.fill('celery')
    const [inDead] = (await shop.sample('dead')).items
    const [inCelery] = (await shop.sample('celery')).items
    const resend = async (name: string, body: unknown) =>
      resendAnswer.parse(await (await postResend(post(body), of(name))).json()).items[0]
    const nowhere = post({ messageIds: [inDead?.messageId], to: 'nowhere' })
    expect(await codeOf(await postResend(nowhere, of('dead')))).toEqual([409, 'no_such_queue'])
    expect(await resend('celery', { messageIds: [inCelery?.messageId] })).toMatchObject({ outcome: 'refused' })
    expect([shop.bodiesOf('dead').length, shop.bodiesOf('celery').length]).toEqual([1, 1])
  })

  it('sends a dead letter back with other arguments and all else as it was, attributes too', async () => {
    const shop = await open()
    await shop.fill('dead', 'emails')
    const [before] = shop.broker.queues.get('dead')?.messages ?? []
    if (before) before.attributes = { trace: { type: 'String', text: 't-1' } }
    const [item] = (await shop.sample('dead')).items
    expect(item).toMatchObject({ goesTo: 'emails', serializer: 'json', editRefusal: null })
    const messageIds = [item?.messageId]
    const edit = { args: '[1180591620717411303424]', kwargs: '{"who": "é"}' }
    const answer = await postResend(post({ messageIds, edit, reason: 'wrong order' }), of('dead'))
    expect(resendAnswer.parse(await answer.json()).items).toMatchObject([
      { outcome: 'sent', queue: 'emails', taskId: item?.taskId, name: 'shop.add' },
    ])
    const [sent] = shop.broker.queues.get('emails')?.messages ?? []
    expect(sent?.attributes).toEqual({ trace: { type: 'String', text: 't-1' } })
    expect(readTaskMessage(sent?.body ?? '')).toEqual({ ...readTaskMessage(before?.body ?? ''), ...edit })
    expect(shop.bodiesOf('dead')).toEqual([])
    const [row] = await shop.activity()
    expect(row).toMatchObject({ action: 'resend', target: 'dead', outcome: 'done', count: 1, reason: 'wrong order' })
    expect(JSON.parse(row?.details ?? '{}')).toMatchObject({ edited: 'args, kwargs', taskId: item?.taskId })
    expect(row?.details).not.toContain('1180591620717411303424')
  })

  it('keeps the message group of a FIFO queue, and gives a deduplication id of its own', async () => {
    const shop = await open()
    shop.broker.addQueue('orders.fifo')
    shop.broker.addQueue('dead.fifo')
    await shop.fill('dead.fifo', 'orders.fifo')
    const [before] = shop.broker.queues.get('dead.fifo')?.messages ?? []
    if (before) before.groupId = 'customer-7'
    expect(
      resendManyAnswer.parse(await (await postResendMany(post({ atMost: 1 }), of('dead.fifo'))).json()).items,
    ).toMatchObject([{ outcome: 'sent', queue: 'orders.fifo' }])
    const [sent] = shop.broker.queues.get('orders.fifo')?.messages ?? []
    expect(sent).toMatchObject({ body: before?.body, groupId: 'customer-7' })
    expect(sent?.deduplicationId).not.toBe(before?.deduplicationId)
  })

  it('tells where a message is in both queues', async () => {
    const shop = await open()
    await shop.fill('dead', 'emails')
    const [item] = (await shop.sample('dead')).items
    shop.app.actions.broker = {
      ...shop.broker,
      borrow: (queue, limits, use, signal) => {
        const remove = () => Promise.reject(new AppError('access_denied', 'Allow sqs:DeleteMessage.'))
        return shop.broker.borrow(queue, limits, (messages) => use(messages, remove), signal)
      },
    }
    const answer = await postResend(post({ messageIds: [item?.messageId] }), of('dead'))
    expect((await answer.json()).items).toMatchObject([
      { outcome: 'duplicate', why: expect.stringContaining('Allow sqs:DeleteMessage. Do not send it again.') },
    ])
    expect([shop.bodiesOf('dead').length, shop.bodiesOf('emails').length]).toEqual([1, 1])
    expect((await shop.noted()).at(-1)).toEqual(['resend', 'dead', 'partly', 1])
  })

  it('refuses an edit that no worker could take before it looks at anything, and one of several messages', async () => {
    const shop = await open()
    await shop.fill('dead', 'emails')
    for (const edit of [{ args: '{}' }, { kwargs: '[1' }, { args: `[${'['.repeat(400)}${']'.repeat(400)}]` }]) {
      expect(await codeOf(await postResend(post({ messageIds: ['x'], edit }), of('dead')))).toEqual([
        400,
        'bad_request',
      ])
    }
    const two = post({ messageIds: ['x', 'y'], edit: { args: '[]' } })
    expect(await codeOf(await postResend(two, of('dead')))).toEqual([400, 'bad_request'])
    expect((await shop.sample('dead')).items).toMatchObject([{ receiveCount: 1 }])
  })

  it('gives a chosen queue its own routing key, a delay, and a life after the expiry', async () => {
    const shop = await open()
    const body = await shop.fill('dead', 'emails')
    const text = Buffer.from(body, 'base64').toString().replace('"expires":null', '"expires":"2020-01-01T00:00:00Z"')
    shop.broker.queues.get('dead')?.messages.splice(0, 1, { body: Buffer.from(text).toString('base64') })
    const [item] = (await shop.sample('dead')).items
    expect(item).toMatchObject({ expires: '2020-01-01T00:00:00Z', resendRefusal: expect.stringContaining('revoked') })
    const resend = async (change: object) => {
      const answer = await postResend(post({ messageIds: [item?.messageId], ...change }), of('dead'))
      return resendAnswer.parse(await answer.json()).items[0]
    }
    expect(await resend({ to: 'celery' })).toMatchObject({ outcome: 'refused' })
    const edit = { countdown: 60, withoutExpiry: true }
    expect(await resend({ to: 'celery', edit })).toMatchObject({ outcome: 'sent', queue: 'celery' })
    const [sent] = shop.broker.queues.get('celery')?.messages ?? []
    expect(sent).toMatchObject({ delaySeconds: 60 })
    expect(readTaskMessage(sent?.body ?? '')).toMatchObject({ celeryQueue: 'celery', eta: null, expires: null })
  })

  it('sends a message back to where it died, whatever queue it names', async () => {
    const shop = await open()
    const body = await shop.fill('emails', 'celery')
    for (let receives = 0; receives <= 3; receives += 1) await shop.sample('emails', { force: true })
    const [item] = (await shop.sample('dead')).items
    expect(item?.goesTo).toBe('emails')
    await postResend(post({ messageIds: [item?.messageId] }), of('dead'))
    expect(shop.bodiesOf('emails')).toEqual([body])
  })

  it('sends plain JSON and pickle back as they came', async () => {
    const shop = await open()
    const plain = Buffer.from(await shop.fill('dead', 'emails'), 'base64').toString()
    const pickle = readFileSync('e2e/recordings/sqs/sqs-c526/17-pickle.txt', 'utf8')
    shop.broker.queues.get('dead')?.messages.splice(0, 1, { body: plain }, { body: pickle })
    const { items } = await shop.sample('dead')
    expect(items).toMatchObject([
      { serializer: 'json', malformed: false, resendRefusal: null, editRefusal: null },
      { serializer: 'pickle', malformed: false, resendRefusal: null, editRefusal: expect.stringContaining('pickle') },
    ])
    const messageIds = items.map(({ messageId }) => messageId)
    const edit = { kwargs: '{}' }
    const refused = await postResend(post({ messageIds: [messageIds[1]], to: 'celery', edit }), of('dead'))
    expect((await refused.json()).items).toMatchObject([{ outcome: 'refused', why: expect.stringContaining('pickle') }])
    await postResend(post({ messageIds, to: 'emails' }), of('dead'))
    expect(shop.bodiesOf('emails')[0]).toBe(plain)
    expect(readTaskMessage(shop.bodiesOf('emails')[1] ?? '')).toEqual({
      ...readTaskMessage(pickle),
      celeryQueue: 'emails',
    })
  })

  it('sends the next messages of a type back, up to a number, and tells of each', async () => {
    const shop = await open()
    const body = await shop.fill('dead', 'emails')
    const other = Buffer.from(Buffer.from(body, 'base64').toString().replaceAll('shop.add', 'shop.sub')).toString(
      'base64',
    )
    const queue = shop.broker.queues.get('dead')
    queue?.messages.push({ body: '[no' }, ...Array.from({ length: 12 }, () => [{ body: other }, { body }]).flat())
    const many = async (change: object) =>
      resendManyAnswer.parse(await (await postResendMany(post(change), of('dead'))).json())
    expect(await many({ atMost: 5, name: 'shop.sub', reason: 'fixed' })).toMatchObject({
      ended: 'enough',
      trouble: null,
    })
    expect(shop.bodiesOf('emails')).toEqual(Array(5).fill(other))
    expect(shop.bodiesOf('dead')).toHaveLength(21)
    const rest = await many({ atMost: 100 })
    expect([rest.ended, rest.received]).toEqual(['empty', 21])
    expect(rest.items.filter(({ outcome }) => outcome === 'sent')).toHaveLength(20)
    expect(rest.items.filter(({ outcome }) => outcome === 'refused')).toMatchObject([
      { why: expect.stringContaining('4.4') },
    ])
    expect(shop.bodiesOf('dead')).toEqual(['[no'])
    expect((await many({ atMost: 1, name: 'shop.gone' })).items).toEqual([])
    expect((await shop.noted()).map(([, , outcome, count]) => [outcome, count])).toEqual([
      ['done', 5],
      ['partly', 20],
    ])
    expect(await codeOf(await postResendMany(post({ atMost: 101 }), of('dead')))).toEqual([400, 'bad_request'])
    expect(await codeOf(await postResendMany(post({ atMost: 1, to: 'x' }), of('dead')))).toEqual([409, 'no_such_queue'])
  })

  it('paces what it sends, and ends when its time is up', async () => {
    const shop = await open()
    const body = await shop.fill('dead', 'emails')
    shop.broker.queues.get('dead')?.messages.push(...Array.from({ length: 30 }, () => ({ body })))
    let nowMs = 0
    const clock = {
      now: () => nowMs,
      sleep: async (ms: number) => {
        nowMs += ms
      },
    }
    const { signal } = new AbortController()
    const answer = await resendMany(shop.app.actions, clock, 'dead', { atMost: 31, perSecond: 2 }, signal)
    expect([answer.items.length, answer.ended, nowMs]).toEqual([21, 'time', 10_000])
  })

  it('tells of what was sent before the queue failed', async () => {
    const shop = await open()
    const body = await shop.fill('dead', 'emails')
    shop.broker.queues.get('dead')?.messages.push(...Array.from({ length: 30 }, () => ({ body })))
    const { broker } = shop.app
    const failing: Broker = {
      ...shop.broker,
      borrow: (queue, limits, use, signal) =>
        shop.broker.borrow(queue, { ...limits, atMost: 10 }, use, signal).then(() => {
          throw new AppError('throttled', 'SQS is busy.')
        }),
    }
    shop.app.broker = failing
    shop.app.actions.broker = failing
    const { items, trouble } = resendManyAnswer.parse(
      await (await postResendMany(post({ atMost: 31 }), of('dead'))).json(),
    )
    expect([items.length, trouble]).toEqual([10, 'SQS is busy.'])
    expect(await shop.noted()).toEqual([['resend', 'dead', 'done', 10]])
    expect(broker).toBe(shop.broker)
  })

  it('starts one redrive at a time, shows it and stops it', async () => {
    const shop = await open()
    await shop.fill('dead', 'emails')
    expect((await postRedrive(post({ perSecond: 20 }), of('dead'))).status).toBe(202)
    const { items } = redriveList.parse(await (await getRedrive(request('GET'), of('dead'))).json())
    expect(items).toMatchObject([{ status: 'running', toMove: 1, perSecond: 20 }])
    expect(await codeOf(await postRedrive(post(), of('dead')))).toEqual([409, 'conflict'])
    expect(await codeOf(await postRedrive(post({ perSecond: 501 }), of('dead')))).toEqual([400, 'bad_request'])
    expect((await (await deleteRedrive(request('DELETE'), of('dead'))).json()).items[0].status).toBe('cancelled')
    expect(await codeOf(await deleteRedrive(request('DELETE'), of('dead')))).toEqual([409, 'conflict'])
    expect(await shop.noted()).toEqual([
      ['redrive', 'dead', 'done', 1],
      ['cancel_redrive', 'dead', 'done', 0],
    ])
  })

  it('purges only where the name is typed', async () => {
    const shop = await open()
    await shop.fill('celery')
    for (const confirm of ['', 'Celery', 'emails']) {
      expect(await codeOf(await postPurge(post({ confirm }), of('celery')))).toEqual([400, 'bad_request'])
    }
    expect(shop.bodiesOf('celery')).toHaveLength(1)
    const answer = await postPurge(post({ confirm: 'celery' }), of('celery'))
    expect(purgeAnswer.parse(await answer.json())).toEqual({ purged: 1 })
    expect(shop.bodiesOf('celery')).toEqual([])
    expect(await shop.noted()).toEqual([['purge', 'celery', 'done', 1]])
  })

  it('lists what old workers left behind by age, and deletes nothing else', async () => {
    const shop = await open()
    shop.broker.addQueue('celeryev-7d9f', { createdMs: 2_000 })
    shop.broker.addQueue('web-1-celery-pidbox', { createdMs: 1_000 })
    const list = async () => litterList.parse(await (await getLitter(request('GET'), none)).json()).items
    expect((await list()).map(({ name }) => name)).toEqual(['web-1-celery-pidbox', 'celeryev-7d9f'])
    const names = ['celeryev-7d9f', 'celery']
    const { items } = deleteLitterAnswer.parse(await (await deleteLitter(request('DELETE', { names }), none)).json())
    expect(items.map(({ name, deleted }) => [name, deleted])).toEqual([
      ['celeryev-7d9f', true],
      ['celery', false],
    ])
    expect((await list()).map(({ name }) => name)).toEqual(['web-1-celery-pidbox'])
    expect(shop.broker.queues.has('celery')).toBe(true)
    expect(await shop.noted()).toEqual([['delete_queue', 'celeryev-7d9f', 'done', null]])
  })

  it('refuses all of it when read-only, and for queues that do not exist', async () => {
    await open({ readOnly: true })
    const changes = () => [
      postSample(post(), of('nowhere')),
      postResend(post({ messageIds: ['x'] }), of('nowhere')),
      postResendMany(post({ atMost: 1 }), of('nowhere')),
      postRedrive(post(), of('nowhere')),
      deleteRedrive(request('DELETE'), of('nowhere')),
      postPurge(post({ confirm: 'nowhere' }), of('nowhere')),
    ]
    for (const answer of changes()) expect(await codeOf(await answer)).toEqual([403, 'read_only'])
    expect(await codeOf(await deleteLitter(request('DELETE', { names: ['x'] }), none))).toEqual([403, 'read_only'])
    await open()
    for (const answer of changes()) expect(await codeOf(await answer)).toEqual([409, 'no_such_queue'])
  })
})
