import { expect, it } from 'vitest'
import { GET as getFailure, PATCH as patchFailure } from '@/app/api/v1/failures/[fingerprint]/route'
import { GET as getMatrix } from '@/app/api/v1/failures/matrix/route'
import { GET as getFailures } from '@/app/api/v1/failures/route'
import { GET as getGroup } from '@/app/api/v1/groups/[groupId]/route'
import { GET as getWorkflow } from '@/app/api/v1/tasks/[taskId]/workflow/route'
import { GET as getType } from '@/app/api/v1/types/[name]/route'
import { GET as getTypes } from '@/app/api/v1/types/route'
import { GET as getWorker } from '@/app/api/v1/workers/[worker]/route'
import { GET as getWorkers } from '@/app/api/v1/workers/route'
import { failureDetail, failureList, failureMatrix } from '@/lib/contract/failures'
import { typeDetail, typeList } from '@/lib/contract/types'
import { workerDetail, workerList } from '@/lib/contract/workers'
import { group, workflow } from '@/lib/contract/workflows'
import { describeDatabases } from '@/lib/db/testing'
import { provideTestRuntime } from './testing'

const request = (path: string, init?: RequestInit) => new Request(`http://127.0.0.1:3000/api/v1${path}`, init)
const none = { params: Promise.resolve({}) }
const of = <Params>(params: Params) => ({ params: Promise.resolve(params) })
const errorOf = async (answer: Response) => [answer.status, (await answer.json()).error.code]

const reference = (taskId: string) => [[taskId, null], null]
const result = (more: object) => ({
  status: 'SUCCESS',
  result: 1,
  traceback: null,
  children: [],
  date_done: new Date().toISOString(),
  name: 'app.mail.send',
  args: [],
  kwargs: {},
  worker: 'celery@web 1',
  retries: 0,
  queue: 'emails',
  ...more,
})
const traceback = 'Traceback (most recent call last):\n  File "/app/mail.py", line 3, in send\n    go()\nKeyError: 1\n'
const failed = {
  status: 'FAILURE',
  result: { exc_type: 'KeyError', exc_message: ['1'], exc_module: 'builtins' },
  traceback,
}

describeDatabases('The routes of statistics', (databases) => {
  async function seeded() {
    const runtime = provideTestRuntime(await databases.open())
    runtime.put('root', result({ name: 'app.start', children: [[['g', null], ['a', 'b', 'c'].map(reference)]] }))
    runtime.put('a', result({ group_id: 'g', parent_id: 'root' }))
    runtime.put('b', result({ group_id: 'g', parent_id: 'root', ...failed }))
    await runtime.sweep()
    return runtime
  }

  it('tell types, one of them, and what is not one', async () => {
    await seeded()
    const { items } = typeList.parse(await (await getTypes(request('/types?window=1h'), none)).json())
    expect(items.map(({ name, finished, failed: failures }) => [name, finished, failures])).toEqual([
      ['app.mail.send', 2, 1],
      ['app.start', 1, 0],
    ])
    const one = await getType(request('/types/x?window=24h'), of({ name: 'app.mail.send' }))
    expect(typeDetail.parse(await one.json())).toMatchObject({ name: 'app.mail.send', finished: 2, successRate: 0.5 })
    expect(await errorOf(await getType(request('/types/x'), of({ name: 'never.seen' })))).toEqual([404, 'not_found'])
    expect(await errorOf(await getTypes(request('/types?window=2h'), none))).toEqual([400, 'bad_request'])
  })

  it('tell failures as groups, and take a decision', async () => {
    await seeded()
    const list = async () => failureList.parse(await (await getFailures(request('/failures?window=1h'), none)).json())
    const [found] = (await list()).items
    expect(found).toMatchObject({ exceptionType: 'KeyError', count: 1, status: 'open', sample: { taskId: 'b' } })
    const at = of({ fingerprint: found?.fingerprint ?? '' })
    const detail = failureDetail.parse(await (await getFailure(request('/failures/x?window=1h'), at)).json())
    expect(detail).toMatchObject({ total: 1 })
    const body = JSON.stringify({ status: 'resolved' })
    expect((await patchFailure(request('/failures/x', { method: 'PATCH', body }), at)).status).toBe(204)
    expect((await list()).items).toMatchObject([{ status: 'resolved' }])
    const matrix = failureMatrix.parse(await (await getMatrix(request('/failures/matrix'), none)).json())
    expect(matrix.rows).toMatchObject([{ exceptionType: 'KeyError', counts: [1, 1, 1, 1, 1] }])

    const never = of({ fingerprint: 'ffffffffffffffff' })
    expect(await errorOf(await getFailure(request('/failures/x'), never))).toEqual([404, 'not_found'])
    for (const wrong of ['{"status":"regressed"}', '{}', '{'])
      expect(await errorOf(await patchFailure(request('/failures/x', { method: 'PATCH', body: wrong }), at))).toEqual([
        400,
        'bad_request',
      ])
  })

  it('tell a workflow and its group', async () => {
    await seeded()
    const seen = workflow.parse(await (await getWorkflow(request('/tasks/a/workflow'), of({ taskId: 'a' }))).json())
    expect(seen).toMatchObject({ focus: 'task:a', root: 'task:root', truncated: false })
    expect(seen.nodes.map(({ id }) => id).sort()).toEqual(['group:g', 'task:a', 'task:b', 'task:c', 'task:root'])
    const told = group.parse(await (await getGroup(request('/groups/g?parent=root'), of({ groupId: 'g' }))).json())
    expect(told).toMatchObject({ total: 3, done: 1, failed: 1, missing: 1, source: 'parent', parentTaskId: 'root' })
    expect(await errorOf(await getWorkflow(request('/tasks/z/workflow'), of({ taskId: 'z' })))).toEqual([
      404,
      'pending',
    ])
    expect((await getGroup(request('/groups/z'), of({ groupId: 'z' }))).status).toBe(404)
  })

  it('tell workers by what they wrote', async () => {
    await seeded()
    const { items } = workerList.parse(await (await getWorkers(request('/workers'), none)).json())
    expect(items).toMatchObject([{ worker: 'celery@web 1', finished: 3, failed: 1 }])
    const one = await getWorker(request('/workers/x?window=1h'), of({ worker: 'celery@web 1' }))
    expect(workerDetail.parse(await one.json())).toMatchObject({ worker: 'celery@web 1', failed: 1 })
    expect(await errorOf(await getWorker(request('/workers/x'), of({ worker: 'nobody' })))).toEqual([404, 'not_found'])
  })
})
