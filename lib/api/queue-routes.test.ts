import { expect, it } from 'vitest'
import { POST as postPurge } from '@/app/api/v1/queues/[name]/purge/route'
import {
  DELETE as deleteRedrive,
  GET as getRedrive,
  POST as postRedrive,
} from '@/app/api/v1/queues/[name]/redrive/route'
import { POST as postResend } from '@/app/api/v1/queues/[name]/resend/route'
import { POST as postSample } from '@/app/api/v1/queues/[name]/sample/route'
import { DELETE as deleteLitter, GET as getLitter } from '@/app/api/v1/queues/litter/route'
import { POST as postTask } from '@/app/api/v1/tasks/route'
import {
  deleteLitterAnswer,
  litterList,
  purgeAnswer,
  queueSampleAnswer,
  redriveList,
  resendAnswer,
} from '@/lib/contract/queue-actions'
import { describeDatabases } from '@/lib/db/testing'
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
    const noted = async () =>
      (await database.reader.activity.findMany({ where: { appId: shop.app.config.id }, orderBy: { atMs: 'asc' } }))
        .filter(({ action }) => action !== 'send')
        .map(({ action, target, outcome, count }) => [action, target, outcome, count])
    return { ...shop, bodiesOf, fill, sample, noted }
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
    expect(await resend('dead', { messageIds: [inDead?.messageId], to: 'nowhere' })).toMatchObject({
      outcome: 'failed',
      why: expect.stringContaining('nowhere'),
    })
    expect(await resend('celery', { messageIds: [inCelery?.messageId] })).toMatchObject({ outcome: 'refused' })
    expect([shop.bodiesOf('dead').length, shop.bodiesOf('celery').length]).toEqual([1, 1])
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
