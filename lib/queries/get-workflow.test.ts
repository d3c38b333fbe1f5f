import { expect, it } from 'vitest'
import type { ResultReference } from '@/lib/celery/reference'
import type { Workflow } from '@/lib/contract/workflows'
import { workflow } from '@/lib/contract/workflows'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { batch, groupRow, noonMs, startedRow } from '@/lib/db/testing-rows'
import { childrenText } from '@/lib/sync/children-text'
import type { TaskRow } from '@/lib/sync/index-port'
import { getWorkflow } from './get-workflow'
import { taskRow } from './testing'

const app = 'shop'
const task = (taskId: string, parent: ResultReference | null = null): ResultReference => ({
  kind: 'task',
  taskId,
  parent,
})
const group = (groupId: string, ...members: (string | ResultReference)[]): ResultReference => ({
  kind: 'group',
  groupId,
  parent: null,
  members: members.map((member) => (typeof member === 'string' ? task(member) : member)),
})

let clock = noonMs

/** A stored task that started these, each a second after the one before. */
function ran(taskId: string, started: (string | ResultReference)[] = [], change: Partial<TaskRow> = {}): TaskRow {
  clock += 1000
  const references = started.map((one) => (typeof one === 'string' ? task(one) : one))
  return taskRow(taskId, clock, {
    children: childrenText(references),
    argsPreview: null,
    resultPreview: null,
    ...change,
  })
}

/** `a > b` for a child, `[g] ~ b` for a chord, in the order of the answer. */
function said({ edges }: Workflow): string[] {
  const signs = { child: '>', member: ':', chord: '~', retry: '^' }
  const short = (node: string) => (node.startsWith('group:') ? `[${node.slice(6)}]` : node.slice(5))
  return edges.map(({ from, to, kind }) => `${short(from)} ${signs[kind]} ${short(to)}`).sort()
}

describeDatabases('getWorkflow', (databases) => {
  async function stored(tasks: TaskRow[], groups: Parameters<typeof groupRow>[0][] = []) {
    const database = await databases.open()
    await openTaskIndex(database, app).apply(batch({ tasks, groups: groups.map((one) => groupRow(one)) }))
    return async (taskId: string, limits?: Parameters<typeof getWorkflow>[3]) =>
      workflow.parse(await getWorkflow(database, app, taskId, limits))
  }

  it('is the same whichever link of a chain is asked about', async () => {
    const of = await stored(
      ['a', 'b', 'c', 'd', 'e'].map((id, at, all) => {
        const next = all[at + 1]
        return ran(id, next ? [next] : [], { parentId: all[at - 1] ?? null })
      }),
    )
    const fromA = await of('a')
    expect(said(fromA)).toEqual(['a > b', 'b > c', 'c > d', 'd > e'])
    expect(fromA.nodes.map(({ taskId }) => taskId)).toEqual(['a', 'b', 'c', 'd', 'e'])
    for (const id of ['c', 'e']) expect(await of(id)).toEqual({ ...fromA, focus: `task:${id}` })
    expect(fromA).toMatchObject({ root: 'task:a', truncated: false })
  })

  it('puts a group between the task that started it and its members, with its progress', async () => {
    const of = await stored([
      ran('p', [group('g', 'm1', 'm2', 'm3', 'm4')]),
      ran('m1', [], { parentId: 'p', groupId: 'g' }),
      ran('m2', [], { parentId: 'p', groupId: 'g', state: 'FAILURE' }),
      startedRow({ taskId: 'm3', parentId: 'p', groupId: 'g' }),
    ])
    const seen = await of('m2')
    expect(said(seen)).toEqual(['[g] : m1', '[g] : m2', '[g] : m3', '[g] : m4', 'p > [g]'])
    expect(seen.root).toBe('task:p')
    expect(seen.nodes.find(({ id }) => id === 'group:g')?.progress).toEqual({ total: 4, done: 1, failed: 1 })
    expect(seen.nodes.find(({ id }) => id === 'task:m4')).toMatchObject({ state: null, name: null, occurredAt: null })
  })

  it('finds the members of a group that was saved, chains and groups among them', async () => {
    const chained = task('c2', task('c1'))
    const of = await stored(
      [
        ran('m', [], { groupId: 'g' }),
        ran('c1', ['c2']),
        ran('c2', [], { groupId: 'g', parentId: 'c1' }),
        ran('n', [], { groupId: 'inner' }),
      ],
      [
        {
          groupId: 'g',
          membersJson: JSON.stringify([task('m'), chained, group('inner', 'n', 'never')]),
          memberCount: 3,
        },
      ],
    )
    const seen = await of('m')
    expect(said(seen)).toEqual(['[g] : [inner]', '[g] : c2', '[g] : m', '[inner] : n', '[inner] : never', 'c1 > c2'])
    expect(seen.root).toBe('group:g')
    expect(seen.nodes.find(({ id }) => id === 'group:g')?.progress).toEqual({ total: 3, done: 2, failed: 0 })
  })

  it('says of members without a list only what they say themselves', async () => {
    const of = await stored([ran('a', [], { groupId: 'g' }), ran('b', [], { groupId: 'g' })])
    const seen = await of('a')
    expect(said(seen)).toEqual(['[g] : a', '[g] : b'])
    expect(seen.nodes[0]).toMatchObject({ id: 'group:g', progress: { total: null, done: 2, failed: 0 } })
  })

  const header = [
    ran('h1', [], { parentId: 'p', groupId: 'g', resultPreview: '"one"' }),
    ran('h2', [], { parentId: 'p', groupId: 'g', resultPreview: '2' }),
  ]

  it('joins a group to the body that took its results, through the celery.chord_unlock nobody stored', async () => {
    const of = await stored([
      ran('p', ['u', group('g', 'h1', 'h2'), 'other']),
      ...header,
      ran('body', ['after'], { parentId: 'u', argsPreview: '(["one", 2], true)' }),
      ran('after', [], { parentId: 'body' }),
    ])
    const seen = await of('body')
    expect(said(seen)).toEqual([
      '[g] : h1',
      '[g] : h2',
      '[g] ~ body',
      'body > after',
      'p > [g]',
      'p > other',
      'p > u',
      'u > body',
    ])
    for (const id of ['after', 'p', 'h1']) expect((await of(id)).edges).toEqual(seen.edges)
    expect(seen.nodes.find(({ id }) => id === 'task:u')).toMatchObject({ state: null, name: 'celery.chord_unlock' })
    expect(seen.root).toBe('task:p')
  })

  it.each([
    ['took something else', { argsPreview: '(["one", 3])' }],
    ['has arguments nobody stored', { argsPreview: null }],
  ])('does not say so where the task %s', async (_what, change) => {
    const of = await stored([
      ran('p', ['u', group('g', 'h1', 'h2')]),
      ...header,
      ran('body', [], { parentId: 'u', ...change }),
    ])
    const seen = await of('body')
    expect(said(seen)).not.toContain('[g] ~ body')
    expect(seen.nodes.find(({ id }) => id === 'task:u')?.name).toBeNull()
  })

  it('knows a body that carries the group of its header, as on Celery 5.6', async () => {
    const of = await stored([
      ran('h1', [], { groupId: 'g' }),
      ran('h2', [], { groupId: 'g' }),
      ran('body', [], { groupId: 'g', parentId: 'u' }),
    ])
    const seen = await of('h1')
    expect(said(seen)).toEqual(['[g] : h1', '[g] : h2', '[g] ~ body', 'u > body'])
    expect(seen.nodes.find(({ id }) => id === 'group:g')?.progress).toEqual({ total: null, done: 2, failed: 0 })
  })

  it('does not take the last link of a chain in a group for its body', async () => {
    const of = await stored([
      ran('x', [], { groupId: 'g', parentId: 'gone1' }),
      ran('y', [], { groupId: 'g', parentId: 'gone2' }),
    ])
    expect(said(await of('x'))).toEqual(['[g] : x', '[g] : y', 'gone1 > x', 'gone2 > y'])
  })

  it('ends at a retried task that names itself, and at circles', async () => {
    const of = await stored([
      ran('a', ['r']),
      ran('r', ['r', 'c'], { parentId: 'r', retries: 3 }),
      ran('c', ['a'], { parentId: 'r' }),
      ran('x', ['y'], { parentId: 'y' }),
      ran('y', ['x'], { parentId: 'x' }),
    ])
    const seen = await of('c')
    expect(said(seen)).toEqual(['a > r', 'c > a', 'r > c'])
    expect(seen.nodes.find(({ id }) => id === 'task:r')?.retries).toBe(3)
    expect(said(await of('x'))).toEqual(['x > y', 'y > x'])
  })

  it('finds what comes before a link that was retried and so names itself as its parent', async () => {
    const of = await stored([
      ran('a', ['r']),
      ran('r', ['r', 'z'], { parentId: 'r', retries: 2 }),
      ran('z', [], { parentId: 'r' }),
    ])
    const seen = await of('z')
    expect(said(seen)).toEqual(['a > r', 'r > z'])
    expect(seen.root).toBe('task:a')
  })

  it('goes through retries that were sent from here', async () => {
    const database = await databases.open()
    await openTaskIndex(database, app).apply(
      batch({ tasks: [ran('p', ['old']), ran('old', [], { parentId: 'p' }), ran('new')] }),
    )
    const link = { id: 'l', appId: app, fromTaskId: 'old', toTaskId: 'new', queue: 'celery', edited: false, sentMs: 1n }
    const again = { ...link, id: 'l2', toTaskId: 'old' }
    await database.write(app, (tx) => tx.taskLink.createMany({ data: [link, again] }))
    const seen = await getWorkflow(database, app, 'new')
    expect(said(seen)).toEqual(['old ^ new', 'p > old'])
    expect(seen.root).toBe('task:p')
  })

  it('keeps to its limits and says so, the way to the root included', async () => {
    const wide = Array.from({ length: 300 }, (_, at) => `w${at}`)
    const of = await stored([
      ran('root', ['p']),
      ran('p', wide, { parentId: 'root' }),
      ...wide.map((id) => ran(id, [], { parentId: 'p' })),
    ])
    const seen = await of('w7', { nodes: 50, rounds: 25, ancestors: 10 })
    expect(seen).toMatchObject({ truncated: true, root: 'task:root', focus: 'task:w7' })
    expect(seen.nodes).toHaveLength(50)
    expect((await of('w7')).truncated).toBe(false)
  })

  it('reads a chain of 600 in a few questions', async () => {
    const ids = Array.from({ length: 600 }, (_, at) => `link-${at}`)
    const of = await stored(
      ids.map((id, at) => ran(id, ids[at + 1] ? [ids[at + 1] ?? ''] : [], { parentId: ids[at - 1] ?? null })),
    )
    const seen = await of('link-300', { nodes: 1000, rounds: 4, ancestors: 400 })
    expect([seen.nodes.length, seen.edges.length, seen.root]).toEqual([600, 599, 'task:link-0'])
  })

  it('takes any text for an id, and says of an unknown one what that can mean', async () => {
    const odd = 'ż ❄/%2F <b>"\\'
    const of = await stored([ran('a', [odd]), ran(odd, [], { parentId: 'a' })])
    expect(said(await of(odd))).toEqual([`a > ${odd}`])
    for (const id of ['nobody', 'nul\0', '\ud800']) await expect(of(id)).rejects.toMatchObject({ code: 'pending' })
    const waiting = await stored([ran('c', [], { parentId: 'not stored' })])
    expect(said(await waiting('not stored'))).toEqual(['not stored > c'])
  })
})
