import { expect, it } from 'vitest'
import { group } from '@/lib/contract/workflows'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { batch, groupRow, noonMs, startedRow } from '@/lib/db/testing-rows'
import type { GroupRow, TaskRow } from '@/lib/sync/index-port'
import { getGroup } from './get-group'
import { taskRow } from './testing'

const app = 'shop'
const member = (taskId: string) => ({ kind: 'task', taskId, parent: null })
const listed = (...ids: string[]) => JSON.stringify(ids.map(member))
const started = (children: unknown[]) => JSON.stringify(children)

describeDatabases('getGroup', (databases) => {
  async function stored(tasks: TaskRow[], groups: Partial<GroupRow>[] = []) {
    const database = await databases.open()
    await openTaskIndex(database, app).apply(batch({ tasks, groups: groups.map((one) => groupRow(one)) }))
    return async (groupId: string, parent?: string) => group.parse(await getGroup(database, app, groupId, parent))
  }

  it('counts the members of a saved group by what became of them, in its own order', async () => {
    const of = await stored(
      [
        taskRow('b', noonMs + 2000, { groupId: 'g' }),
        taskRow('a', noonMs, { groupId: 'g', state: 'FAILURE', exceptionType: 'E', exceptionMessage: 'no' }),
        taskRow('r', noonMs + 1000, { groupId: 'g', state: 'REVOKED' }),
        startedRow({ taskId: 's', groupId: 'g', modifiedMs: noonMs + 500 }),
      ],
      [{ groupId: 'g', membersJson: listed('a', 'missing', 'b', 's', 'r'), memberCount: 5 }],
    )
    const seen = await of('g')
    expect(seen).toMatchObject({ source: 'document', total: 5, done: 1, failed: 2, unfinished: 1, missing: 1 })
    expect(seen.members.map(({ taskId, state }) => [taskId, state])).toEqual([
      ['a', 'FAILURE'],
      ['missing', null],
      ['b', 'SUCCESS'],
      ['s', 'STARTED'],
      ['r', 'REVOKED'],
    ])
    expect(seen.members[0]?.exception).toEqual({ type: 'E', message: 'no' })
    expect([seen.firstAt, seen.lastAt]).toEqual([noonMs, noonMs + 2000].map((at) => new Date(at).toISOString()))
    expect(seen.saved?.key).toBe('celery-taskset-meta-g')
  })

  it('finds members that store no group_id by the document, as Celery 3.1 to 4.2 write it', async () => {
    const of = await stored([taskRow('a', noonMs)], [{ groupId: 'g', membersJson: listed('a'), memberCount: 1 }])
    expect(await of('g')).toMatchObject({ total: 1, done: 1, members: [{ taskId: 'a', state: 'SUCCESS' }] })
  })

  it('takes the list from the task that started it where nobody saved the group', async () => {
    const of = await stored([
      taskRow('p', noonMs, {
        children: started([
          { group: 'g', members: [{ task: 'a' }, { task: 'b' }, { group: 'in', members: [{ task: 'c' }] }] },
        ]),
      }),
      taskRow('b', noonMs, { groupId: 'g', parentId: 'p' }),
      taskRow('c', noonMs, { groupId: 'in', parentId: 'p' }),
    ])
    const seen = await of('g')
    expect(seen).toMatchObject({ source: 'parent', parentTaskId: 'p', total: 3, done: 2, missing: 1, saved: null })
    expect(seen.members.map(({ taskId }) => taskId)).toEqual(['a', 'b'])
    expect(seen.groups).toEqual([{ groupId: 'in', members: 1 }])
  })

  it('does not know how many there are where only members tell of it', async () => {
    const of = await stored([taskRow('b', noonMs + 1, { groupId: 'g' }), taskRow('a', noonMs, { groupId: 'g' })])
    const seen = await of('g')
    expect(seen).toMatchObject({ source: 'members', total: null, missing: null, done: 2 })
    expect(seen.members.map(({ taskId }) => taskId)).toEqual(['a', 'b'])
  })

  it('is found by its parent before any member has stored anything', async () => {
    const of = await stored([
      startedRow({ taskId: 'p', children: started([{ group: 'g', members: [{ task: 'a' }] }]) }),
    ])
    await expect(of('g')).rejects.toMatchObject({ code: 'not_found' })
    expect(await of('g', 'p')).toMatchObject({ source: 'parent', total: 1, missing: 1, firstAt: null })
    await expect(of('other', 'p')).rejects.toMatchObject({ code: 'not_found' })
    await expect(of('nul\0', 'p\0')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('names the body of a chord, which is no member', async () => {
    const of = await stored([
      taskRow('p', noonMs, {
        children: started([{ task: 'u' }, { group: 'g', members: [{ task: 'a' }, { task: 'b' }] }]),
      }),
      taskRow('a', noonMs, { groupId: 'g', parentId: 'p', resultPreview: '1' }),
      taskRow('b', noonMs, { groupId: 'g', parentId: 'p', resultPreview: '2' }),
      taskRow('body', noonMs + 9, { parentId: 'u', argsPreview: '([1, 2])' }),
      taskRow('h', noonMs, { groupId: 'new' }),
      taskRow('i', noonMs, { groupId: 'new' }),
      taskRow('sum', noonMs + 9, { groupId: 'new', parentId: 'v' }),
    ])
    expect(await of('g')).toMatchObject({ bodyTaskId: 'body', total: 2, done: 2 })
    const carried = await of('new')
    expect(carried).toMatchObject({ bodyTaskId: 'sum', done: 2 })
    expect(carried.members.map(({ taskId }) => taskId)).toEqual(['h', 'i'])
  })

  it('says why the document of a group cannot be read', async () => {
    const problem = { code: 'bad_json', message: 'This is no JSON.', firstBytes: '' }
    const of = await stored([taskRow('a', noonMs, { groupId: 'g' })], [{ groupId: 'g', membersJson: '[]', problem }])
    expect(await of('g')).toMatchObject({ source: 'members', problem: { code: 'bad_json' }, done: 1 })
  })

  it('lists 2,000 members and counts them all', async () => {
    const ids = Array.from({ length: 2500 }, (_, at) => `m${at}`)
    const of = await stored(
      ids.slice(0, 2400).map((id) => taskRow(id, noonMs, { groupId: 'g' })),
      [{ groupId: 'g', membersJson: listed(...ids), memberCount: 2500 }],
    )
    const seen = await of('g')
    expect(seen).toMatchObject({ total: 2500, done: 2400, missing: 100, truncated: true })
    expect(seen.members).toHaveLength(2000)
  })
})
