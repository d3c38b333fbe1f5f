import { expect, it } from 'vitest'
import { GET as getOverview } from '@/app/api/v1/overview/route'
import { GET as getStates } from '@/app/api/v1/states/route'
import { GET as getSuggestions } from '@/app/api/v1/suggestions/route'
import { GET as getSync, POST as postSync } from '@/app/api/v1/sync/route'
import { GET as getRaw } from '@/app/api/v1/tasks/[taskId]/raw/route'
import { POST as postRetry } from '@/app/api/v1/tasks/[taskId]/retry/route'
import { DELETE as deleteTask, GET as getTask } from '@/app/api/v1/tasks/[taskId]/route'
import { GET as getTasks, POST as postTask } from '@/app/api/v1/tasks/route'
import { readTaskMessage } from '@/lib/celery/task-message'
import { overview } from '@/lib/contract/overview'
import { syncStatus } from '@/lib/contract/sync'
import { sentTask, stateCounts, taskDetail, taskList } from '@/lib/contract/tasks'
import { describeDatabases } from '@/lib/db/testing'
import { AppError } from '@/lib/errors'
import { taskRow } from '@/lib/queries/testing'
import { provideTestRuntime } from './testing'

const document = {
  status: 'SUCCESS',
  result: 3,
  traceback: null,
  children: [],
  date_done: new Date(Date.now() - 60_000).toISOString(),
  task_id: 'a',
  name: 'shop.add',
  args: [1, 2],
  kwargs: {},
  worker: 'celery@web-1',
  retries: 0,
  queue: 'celery',
}
const failure = {
  ...document,
  status: 'FAILURE',
  result: { exc_type: 'ValueError', exc_message: ['no such order', 7], exc_module: 'builtins' },
  traceback: 'Traceback (most recent call last):\nValueError: no such order',
}

function request(path: string, init: RequestInit = {}): Request {
  return new Request(`http://127.0.0.1:3000/api/v1${path}`, init)
}

const none = { params: Promise.resolve({}) }
const of = (taskId: string) => ({ params: Promise.resolve({ taskId }) })
const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })

async function errorOf(response: Response): Promise<[number, string]> {
  const { error } = await response.json()
  return [response.status, error.code]
}

describeDatabases('the API', (databases) => {
  it('lists what was swept, and answers in the shapes of the contract', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('a', document)
    shop.put('b', failure)
    shop.put('odd id/ż ❄', document)
    await shop.sweep()
    const list = taskList.parse(await (await getTasks(request('/tasks'), none)).json())
    expect(list.items.map(({ taskId }) => taskId).sort()).toEqual(['a', 'b', 'odd id/ż ❄'])
    expect(list.total).toEqual({ count: 3, exact: true })
    const states = stateCounts.parse(await (await getStates(request('/states?state=FAILURE'), none)).json())
    expect(states.states).toEqual([
      { state: 'SUCCESS', count: 2 },
      { state: 'FAILURE', count: 1 },
    ])
    const body = overview.parse(await (await getOverview(request('/overview?window=24h'), none)).json())
    expect([body.finished, body.failed, body.failing[0]?.exceptionType, body.stored.objects]).toEqual([
      3,
      1,
      'ValueError',
      3,
    ])
    expect(body.series.flatMap(({ counts }) => counts).reduce((sum, { count }) => sum + count, 0)).toBe(3)
  })

  it('reads one task in full, a changed one anew, and an unchanged one without its body', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('b', failure)
    const read = async () => taskDetail.parse(await (await getTask(request('/tasks/b'), of('b'))).json())
    const detail = await read()
    expect(detail).toMatchObject({
      state: 'FAILURE',
      args: { json: '[1,2]' },
      exceptionDetail: { type: 'ValueError', module: 'builtins' },
      stored: { key: 'results/celery-task-meta-b', uri: 's3://shop/results/celery-task-meta-b', fresh: true },
      retryable: { ok: true },
    })
    expect((await read()).document?.text).toContain('no such order')
    shop.put('b', document)
    expect((await read()).state).toBe('SUCCESS')
    const list = taskList.parse(await (await getTasks(request('/tasks?id=b'), none)).json())
    expect(list.items[0]?.state).toBe('SUCCESS')
  })

  it('keeps integers above 2^53 and NaN to the letter', async () => {
    const shop = provideTestRuntime(await databases.open())
    const text = '{"status": "SUCCESS", "result": [1180591620717411303424, NaN, -Infinity, 1.10], "task_id": "n"}'
    shop.put('n', text)
    const detail = taskDetail.parse(await (await getTask(request('/tasks/n'), of('n'))).json())
    expect(detail.result?.json).toBe('[1180591620717411303424, NaN, -Infinity, 1.10]')
    expect(detail.document?.text).toBe(text)
  })

  it('answers PENDING with 404 and a sentence, and drops a row whose object has gone', async () => {
    const shop = provideTestRuntime(await databases.open())
    const response = await getTask(request('/tasks/nope'), of('nope'))
    expect(response.status).toBe(404)
    const { error } = await response.json()
    expect([error.code, error.details.key]).toEqual(['pending', 'results/celery-task-meta-nope'])
    expect(error.message).toMatch(/queued.*task_track_started.*ignored.*forgotten/)
    shop.put('a', document)
    await shop.sweep()
    shop.store.remove('results/celery-task-meta-a')
    expect((await getTask(request('/tasks/a'), of('a'))).status).toBe(404)
    expect((await (await getTasks(request('/tasks'), none)).json()).items).toEqual([])
  })

  it('shows the indexed facts, marked as not fresh, where S3 cannot be asked', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('a', document)
    await shop.sweep()
    shop.store.intercept = () => {
      throw new AppError('throttled', 'S3 asks to slow down.')
    }
    const detail = taskDetail.parse(await (await getTask(request('/tasks/a'), of('a'))).json())
    expect([detail.state, detail.name, detail.stored.fresh, detail.result]).toEqual([
      'SUCCESS',
      'shop.add',
      false,
      null,
    ])
    expect(await errorOf(await getTask(request('/tasks/b'), of('b')))).toEqual([502, 'upstream'])
  })

  it('hands out the stored bytes as a download that no browser runs', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('evil "id"\r\n', '<script>alert(1)</script>')
    const response = await getRaw(request('/tasks/x/raw'), of('evil "id"\r\n'))
    expect(await response.text()).toBe('<script>alert(1)</script>')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''evil%20%22id%22%0D%0A")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('forgets: object, then row; twice is no error', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('a', document)
    await shop.sweep()
    for (let twice = 0; twice < 2; twice += 1) {
      const answer = await deleteTask(request('/tasks/a', { method: 'DELETE' }), of('a'))
      expect([answer.status, await answer.json()]).toEqual([200, { job: null }])
      expect([shop.store.size, (await (await getTasks(request('/tasks'), none)).json()).items]).toEqual([0, []])
    }
  })

  it('retries under a new id, linked both ways, with arguments to the letter', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('b', JSON.stringify(failure).replace('[1,2]', '[12345678901234567890, NaN]'))
    const response = await postRetry(request('/tasks/b/retry', post({})), of('b'))
    expect(response.status).toBe(201)
    const { taskId, queue } = sentTask.parse(await response.json())
    expect(queue).toBe('celery')
    const [message] = shop.broker.queues.get('celery')?.messages ?? []
    expect(readTaskMessage(message?.body ?? '')).toMatchObject({
      taskId,
      name: 'shop.add',
      args: '[12345678901234567890, NaN]',
    })
    const from = taskDetail.parse(await (await getTask(request('/tasks/b'), of('b'))).json())
    expect(from.retriedAs.map((link) => [link.taskId, link.edited])).toEqual([[taskId, false]])
    shop.put(taskId, document)
    const to = taskDetail.parse(await (await getTask(request(`/tasks/${taskId}`), of(taskId))).json())
    expect(to.retryOf).toMatchObject({ taskId: 'b', state: 'FAILURE' })
  })

  it('refuses what must not be retried, and what is malformed, naming the field', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('a', document)
    shop.put('u', { ...document, name: 'celery.chord_unlock' })
    const retry = async (taskId: string, body: unknown) =>
      errorOf(await postRetry(request('/x', post(body)), of(taskId)))
    expect(await retry('a', { taskId: 'same' })).toEqual([409, 'not_retryable'])
    expect(await retry('u', {})).toEqual([409, 'not_retryable'])
    expect(await retry('a', { args: '{"not": "a list"}' })).toEqual([400, 'bad_request'])
    expect(await retry('a', { args: '[1,' })).toEqual([400, 'bad_request'])
    expect(await retry('a', { argz: '[]' })).toEqual([400, 'bad_request'])
    expect(await retry('a', { queue: 'nope' })).toEqual([409, 'no_such_queue'])
    expect(shop.broker.queues.get('celery')?.messages).toEqual([])
  })

  it('sends a task', async () => {
    const shop = provideTestRuntime(await databases.open())
    const body = { name: 'shop.add', args: '[1]', kwargs: '{"y": 2}', queue: 'emails', countdown: 5 }
    const response = await postTask(request('/tasks', post(body)), none)
    expect(response.status).toBe(201)
    const asValues = '{"name": "shop.add", "args": [12345678901234567890, NaN], "kwargs": {"y": 2}, "queue": "emails"}'
    expect((await postTask(request('/tasks', { method: 'POST', body: asValues }), none)).status).toBe(201)
    const sent = shop.broker.queues.get('emails')?.messages.map(({ body }) => readTaskMessage(body).args)
    expect(sent).toEqual(['[1]', '[12345678901234567890, NaN]'])
  })

  it('refuses changes from another site, and every change when read-only', async () => {
    const shop = provideTestRuntime(await databases.open(), { readOnly: true })
    shop.put('a', document)
    const foreign = { headers: { origin: 'https://evil.example', host: '127.0.0.1:3000' } }
    const tries = [
      await deleteTask(request('/tasks/a', { method: 'DELETE' }), of('a')),
      await postRetry(request('/x', post({})), of('a')),
      await postTask(request('/tasks', post({ name: 'x', queue: 'celery' })), none),
    ]
    tries.push(await postSync(request('/sync', { method: 'POST' }), none))
    for (const response of tries) expect(await errorOf(response)).toEqual([403, 'read_only'])
    provideTestRuntime(await databases.open())
    expect((await postSync(request('/sync', { method: 'POST' }), none)).status).toBe(202)
    expect(await errorOf(await postSync(request('/sync', { method: 'POST', ...foreign }), none))).toEqual([
      403,
      'cross_origin',
    ])
    expect(shop.store.size).toBe(1)
  })

  it('names a parameter it does not know', async () => {
    provideTestRuntime(await databases.open())
    const response = await getTasks(request('/tasks?stat=FAILURE'), none)
    expect(await response.json()).toMatchObject({ error: { code: 'bad_request', details: { field: 'stat' } } })
    const misspelt = await deleteTask(request('/tasks/a?ap=billing', { method: 'DELETE' }), of('a'))
    expect(await misspelt.json()).toMatchObject({ error: { code: 'bad_request', details: { field: 'ap' } } })
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(await errorOf(await getTasks(request(`/tasks?${name}=1`), none))).toEqual([400, 'bad_request'])
    }
    expect(await errorOf(await getTasks(request('/tasks?cursor=x'), none))).toEqual([400, 'bad_cursor'])
    expect(await errorOf(await getOverview(request('/overview?window=2h'), none))).toEqual([400, 'bad_request'])
  })

  it('tells where the sync stands', async () => {
    provideTestRuntime(await databases.open())
    const body = syncStatus.parse(await (await getSync(request('/sync'), none)).json())
    expect([body.state, body.completeTo, body.indexed.tasks]).toEqual(['off', null, 0])
  })

  it('keeps an undecodable document as a row with its reason and first bytes', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('broken', '{"status": "SUCC')
    shop.put('junk', '\u0000\u0001\u0002')
    await shop.sweep()
    const list = taskList.parse(await (await getTasks(request('/tasks'), none)).json())
    expect(list.items.map(({ state, problem }) => [state, problem?.code]).sort()).toEqual([
      ['UNREADABLE', 'not_a_result'],
      ['UNREADABLE', 'truncated'],
    ])
    const detail = taskDetail.parse(await (await getTask(request('/tasks/broken'), of('broken'))).json())
    expect(detail.problemBytes).toBe(Buffer.from('{"status": "SUCC').toString('hex'))
    expect(detail.retryable.ok).toBe(false)
  })

  it('refuses text that no database could hold, naming the parameter', async () => {
    provideTestRuntime(await databases.open())
    for (const name of ['q', 'name', 'state', 'queue', 'worker', 'id', 'groupId', 'exception']) {
      const response = await getTasks(request(`/tasks?${name}=a%00b`), none)
      expect([name, await errorOf(response.clone())]).toEqual([name, [400, 'bad_request']])
      expect((await response.json()).error.details.field).toMatch(new RegExp(`^${name}(\\.0)?$`))
    }
    const suggestions = await getSuggestions(request('/suggestions?kind=name&prefix=%00'), none)
    expect(await errorOf(suggestions)).toEqual([400, 'bad_request'])
    const cursor = Buffer.from(JSON.stringify(['occurredAt', 'desc', 'next', '1', 'a\0'])).toString('base64url')
    expect(await errorOf(await getTasks(request(`/tasks?cursor=${cursor}`), none))).toEqual([400, 'bad_cursor'])
    expect(await errorOf(await getTask(request('/tasks/a%00b'), of('a\0b')))).toEqual([404, 'pending'])
  })

  it('shows a task whose document names children and parents that no database could hold', async () => {
    const shop = provideTestRuntime(await databases.open())
    const children = ['c\0d', 'c\ud800', 'b'].map((id) => [[id, null], null])
    shop.put('b', failure)
    await shop.sweep()
    shop.put('a', { ...document, children, parent_id: 'p\0', group_id: 'g\0' })
    const response = await getTask(request('/tasks/a'), of('a'))
    const detail = taskDetail.parse(await response.json())
    expect(detail.children.map(({ state }) => state)).toEqual([null, null, 'FAILURE'])
  })

  it('says of a forbidden object that it may be forbidden, also to who downloads it', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('a', document)
    shop.store.intercept = () => ({ forbidden: true })
    const response = await getRaw(request('/tasks/a/raw'), of('a'))
    expect(await response.clone().json()).toMatchObject({
      error: { message: expect.stringContaining('s3:ListBucket') },
    })
    expect(await errorOf(response)).toEqual([502, 'access_denied'])
  })

  it('cuts an exception message of megabytes', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('a', { ...failure, result: { ...failure.result, exc_message: ['x'.repeat(1_000_000)] } })
    const detail = taskDetail.parse(await (await getTask(request('/tasks/a'), of('a'))).json())
    expect(detail.exceptionDetail?.message).toBe(`${'x'.repeat(20_000)}…`)
  })

  it('does not call a task retryable whose arguments are too large to be read whole', async () => {
    const shop = provideTestRuntime(await databases.open())
    shop.put('a', { ...failure, args: ['x'.repeat(5_000_000)] })
    const { retryable, args } = taskDetail.parse(await (await getTask(request('/tasks/a'), of('a'))).json())
    expect([retryable.ok, retryable.missing, args?.truncated]).toEqual([false, ['args'], true])
    expect(await errorOf(await postRetry(request('/x', post({})), of('a')))).toEqual([409, 'not_retryable'])
  })

  it('knows the latest of many observations', async () => {
    const database = await databases.open()
    const shop = provideTestRuntime(database)
    const appId = shop.app.config.id
    shop.put('a', { ...document, status: 'RETRY', date_done: null })
    await shop.sweep()
    const data = Array.from({ length: 120 }, (_, n) => ({
      appId,
      taskId: 'a',
      state: 'RETRY',
      retries: n,
      atMs: BigInt(1_000_000 + n),
      etag: `e${n}`,
    }))
    await database.write(appId, (tx) => tx.observation.createMany({ data }))
    const { timeline } = taskDetail.parse(await (await getTask(request('/tasks/a'), of('a'))).json())
    const seen = timeline.filter(({ source }) => source === 'observed').map(({ retries }) => retries)
    expect(seen).toContain(119)
    expect(seen).not.toContain(0)
  })

  it('counts unfinished tasks up to ten thousand, and says where there are more', async () => {
    const database = await databases.open()
    const shop = provideTestRuntime(database)
    const open = (n: number) => taskRow(`t${n}`, 1000 + n, { state: 'STARTED', ready: false, dateDoneMs: null })
    const apply = (from: number, to: number) => {
      const tasks = Array.from({ length: to - from }, (_, n) => open(from + n))
      return shop.app.index.apply({ tasks, groups: [], gone: [], atMs: 1000 })
    }
    const counts = async () => {
      const { unfinished } = overview.parse(await (await getOverview(request('/overview'), none)).json())
      const { indexed } = syncStatus.parse(await (await getSync(request('/sync'), none)).json())
      expect([indexed.unfinished, indexed.unfinishedExact]).toEqual([unfinished.count, unfinished.exact])
      return [unfinished.count, unfinished.possiblyLost, unfinished.exact]
    }
    for (let from = 0; from < 10_000; from += 2500) await apply(from, from + 2500)
    expect(await counts()).toEqual([10_000, 10_000, true])
    await apply(10_000, 10_001)
    expect(await counts()).toEqual([10_000, 10_000, false])
  }, 60_000)
})
