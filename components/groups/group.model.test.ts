import { describe, expect, it } from 'vitest'
import type { Group, GroupMember } from '@/lib/contract/workflows'
import { byNeed, groupPollMs, sourceSentence } from './group.model'

const member = (taskId: string, state: string | null): GroupMember => ({
  taskId,
  state,
  name: null,
  runtimeSeconds: null,
  occurredAt: null,
  worker: null,
  exception: null,
})

const group: Group = {
  groupId: 'g',
  source: 'members',
  saved: null,
  problem: null,
  parentTaskId: null,
  bodyTaskId: null,
  total: null,
  done: 0,
  failed: 0,
  unfinished: 0,
  missing: null,
  firstAt: null,
  lastAt: '2026-11-20T12:00:00.000Z',
  members: [],
  groups: [],
  truncated: false,
}
const at = Date.parse('2026-11-20T12:00:00.000Z')

describe('byNeed', () => {
  it('lists who is missing first, and keeps the number each has in the group', () => {
    const members = [member('a', 'SUCCESS'), member('b', 'STARTED'), member('c', null), member('d', 'REVOKED')]
    expect(byNeed(members).map(({ taskId, number }) => [taskId, number])).toEqual([
      ['c', 3],
      ['d', 4],
      ['b', 2],
      ['a', 1],
    ])
  })
})

describe('groupPollMs', () => {
  it.each([
    [{ unfinished: 1 }, at + 1000, 4_000],
    [{ unfinished: 1 }, at + 7_200_000, 30_000],
    [{ missing: 2 }, at + 1000, 15_000],
    [{ missing: null }, at + 1000, 15_000],
    [{ missing: 0 }, at + 1000, false],
    [{ missing: 2 }, at + 7_200_000, false],
  ])('of %j', (change, nowMs, ms) => {
    expect(groupPollMs({ ...group, ...change }, nowMs)).toBe(ms)
  })
})

it('says what a list that nobody saved can mean', () => {
  expect(sourceSentence(group)).toContain('nobody knows how many there are')
  expect(sourceSentence({ ...group, source: 'parent', parentTaskId: 'p' })).toContain('the task that started it lists')
})
