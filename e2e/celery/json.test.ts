import { afterAll, describe, expect, it } from 'vitest'
import { sentTask, type TaskDetail, taskDetail, taskList } from '@/lib/contract/tasks'
import { accepted, errorOf, known, taskPath } from './answers'
import { whatCelerySays, whatIsSeen } from './compare'
import type { Fact, Sent } from './facts'
import { celeryVersion, findPython } from './python'
import { openSetting, type Setting } from './setting'

const python = findPython()
if (!python) {
  console.warn(
    'SKIPPED: no Python with celery, boto3 and pycurl. On Debian: apt-get install python3-celery python3-boto3 python3-pycurl',
  )
  describe('a real Celery worker', () => it.skip('is seen, forgotten and retried (no Python with Celery here)'))
} else {
  const setting = await openSetting(python)
  afterAll(() => setting.stop())
  await describeInterop(setting, celeryVersion(python)).catch(async (error: unknown) => {
    await setting.stop()
    throw error
  })
}

/** Tasks are sent before the tests are named, so that each of them is a test of its own. */
async function describeInterop(setting: Setting, version: string): Promise<void> {
  const { dashboard } = setting
  const sent = await setting.sendTasks('full')
  await dashboard.sync()
  const tasks = sent.filter(({ state }) => state !== 'GROUP' && state !== 'PENDING')
  const facts = new Map((await setting.facts(tasks.map(({ id }) => id))).map((fact) => [fact.id, fact]))
  const factOf = ({ id }: Sent): Fact => known(facts.get(id), id)
  const sentAs = (name: string): Sent =>
    known(
      sent.find((one) => one.case === name),
      name,
    )
  const detail = (id: string): Promise<TaskDetail> => dashboard.get(taskPath(id), taskDetail)

  describe(`Celery ${version} with JSON results`, () => {
    it.each(tasks)('tells the same as AsyncResult: $case', async (task) => {
      const fact = factOf(task)
      const seen = await detail(task.id)
      expect(whatIsSeen(seen, fact)).toEqual(whatCelerySays(fact))
      if (fact.result !== null) expect(seen.result).toMatchObject({ json: fact.result, truncated: false })
    })

    it('lists every task that has a result, with the same state and name', async () => {
      const { items, total } = await dashboard.get('/tasks?limit=200', taskList)
      const listed = new Map(items.map((item) => [item.taskId, [item.state, item.name]]))
      for (const task of tasks)
        expect([task.case, ...(listed.get(task.id) ?? [])]).toEqual([task.case, factOf(task).state, factOf(task).name])
      expect(total.exact).toBe(true)
    })

    it('finds the members of a saved group', async () => {
      const group = sentAs('group')
      const { items } = await dashboard.get(`/tasks?groupId=${group.id}`, taskList)
      const members = await setting.groupMembers(group.id)
      expect(items.map(({ taskId }) => taskId).sort()).toEqual([...(members as string[])].sort())
      expect((await detail(sentAs('group: member 0').id)).group).toEqual({
        groupId: group.id,
        saved: true,
        indexedMembers: 3,
      })
    })

    it('explains an id without a result', async () => {
      const { id } = sentAs('result is ignored')
      expect(errorOf(await dashboard.request('GET', taskPath(id)))).toEqual([404, 'pending'])
    })

    it('hands out the stored bytes', async () => {
      const { status, text } = await dashboard.request('GET', `${taskPath(sentAs('value: dict').id)}/raw`)
      expect([status, JSON.parse(text).result.rows]).toEqual([200, 1250])
    })
  })

  describe('forgetting', () => {
    it.each(['value: int', 'id with slash, space and letters', 'id with odd characters'])(
      'makes AsyncResult say PENDING: %s',
      async (name) => {
        const { id } = sentAs(name)
        expect((await dashboard.request('DELETE', taskPath(id))).status).toBe(200)
        expect(await setting.facts([id])).toMatchObject([{ id, state: 'PENDING' }])
        expect(errorOf(await dashboard.request('GET', taskPath(id)))).toEqual([404, 'pending'])
        expect((await dashboard.request('DELETE', taskPath(id))).status).toBe(200)
      },
    )
  })

  describe('retrying', () => {
    const retry = (name: string, body: object) => dashboard.request('POST', `${taskPath(sentAs(name).id)}/retry`, body)

    it('runs the same call again under a new id, linked both ways', async () => {
      const before = sentAs('arguments of all kinds')
      const { taskId, queue } = sentTask.parse(accepted(await retry(before.case, {})))
      expect(queue).toBe('celery')
      const fact = await setting.waitForState(taskId, 'SUCCESS')
      const first = factOf(before)
      expect([fact.name, fact.args, fact.kwargs, fact.retries]).toEqual([first.name, first.args, first.kwargs, 0])
      await dashboard.sync()
      expect(await detail(taskId)).toMatchObject({ state: 'SUCCESS', retryOf: { taskId: before.id } })
      expect((await detail(before.id)).retriedAs).toMatchObject([{ taskId, state: 'SUCCESS', edited: false }])
    })

    it('runs it with edited arguments, letters and long integers to the letter', async () => {
      const args = '["żółw 🐢", 123456789012345678901234567890, -0.10, null]'
      const { taskId } = sentTask.parse(
        accepted(await retry('arguments of all kinds', { args, kwargs: '{"ключ": "値"}' })),
      )
      const fact = await setting.waitForState(taskId, 'SUCCESS')
      expect(JSON.parse(fact.kwargs ?? '')).toEqual({ ключ: '値' })
      expect(fact.args).toContain('123456789012345678901234567890')
      expect(JSON.parse(fact.args ?? '')[0]).toBe('żółw 🐢')
      await dashboard.sync()
      const seen = await detail(taskId)
      expect([seen.args?.json, seen.kwargs?.json]).toEqual([fact.args, fact.kwargs])
      expect((await detail(sentAs('arguments of all kinds').id)).retriedAs).toContainEqual(
        expect.objectContaining({ taskId, edited: true }),
      )
    })

    it('overwrites a failure under the same id', async () => {
      const { id } = sentAs('failure: unicode')
      const body = { taskId: 'same', kwargs: '{"really": false}' }
      expect(sentTask.parse(accepted(await retry('failure: unicode', body))).taskId).toBe(id)
      const fact = await setting.waitForState(id, 'SUCCESS')
      expect(fact.result).toBe('"no unicode this time"')
      await dashboard.sync()
      expect(await detail(id)).toMatchObject({ state: 'SUCCESS', result: { json: fact.result }, exception: null })
    })

    it('refuses what must not be sent', async () => {
      expect(errorOf(await retry('broken chain: never ran', {}))).toEqual([409, 'not_retryable'])
      expect(errorOf(await retry('value: list', { taskId: 'same' }))).toEqual([409, 'not_retryable'])
      expect(errorOf(await retry('unknown task', {}))).toEqual([409, 'not_retryable'])
    })

    it('sends a task of its own', async () => {
      const body = { name: 'interop.add', args: '[20, 22]', queue: 'celery' }
      const { taskId } = sentTask.parse(accepted(await dashboard.request('POST', '/tasks', body)))
      expect(await setting.waitForState(taskId, 'SUCCESS')).toMatchObject({ result: '42', name: 'interop.add' })
    })

    it('refuses to send what would expire before it starts', async () => {
      const body = { name: 'interop.add', args: '[1, 1]', queue: 'celery', expires: '2020-01-01T00:00:00Z' }
      expect(errorOf(await dashboard.request('POST', '/tasks', body))).toEqual([400, 'bad_request'])
    })
  })
}
