import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupKey, joinBuiltInPrefix, joinCeleryS3Prefix, parseResultKey, taskKey } from './result-key'

describe('key prefixes', () => {
  it.each([
    ['', '', ''],
    ['celery/', 'celery/', 'celery/'],
    ['celery', 'celery', 'celery/'],
    ['/celery', '/celery', 'celery/'],
    ['/celery/', '/celery/', 'celery/'],
    ['a//b', 'a//b', 'a/b/'],
    ['/', '/', ''],
    ['//a/', '//a/', 'a/'],
  ])('joins the base path %j as each backend does', (basePath, builtIn, celeryS3) => {
    expect(joinBuiltInPrefix(basePath, '')).toBe(builtIn)
    expect(joinCeleryS3Prefix(basePath, '')).toBe(celeryS3)
  })

  it.each([
    ['shopA', 'base/shopA_'],
    ['shopA_', 'base/shopA_'],
    ['shopA:', 'base/shopA:'],
    ['shopA-', 'base/shopA-'],
    ['shopA.', 'base/shopA.'],
    ['shopA/', 'base/shopA/_'],
  ])('puts the global prefix %j after the base path', (global, joined) => {
    expect(joinBuiltInPrefix('base/', global)).toBe(joined)
    expect(joinCeleryS3Prefix('/base', global)).toBe(joined)
  })
})

describe('parseResultKey', () => {
  it.each([
    ['', 'celery-task-meta-1', { kind: 'task', id: '1' }],
    ['/celery', '/celerycelery-task-meta-1', { kind: 'task', id: '1' }],
    ['a/', 'a/celery-taskset-meta-g 1', { kind: 'group', id: 'g 1' }],
    ['a/', 'a/celery-task-meta-nightly/2024-05-17 zażółć', { kind: 'task', id: 'nightly/2024-05-17 zażółć' }],
    ['a/', 'a/celery-task-meta-celery-task-meta-', { kind: 'task', id: 'celery-task-meta-' }],
    ['a/', 'a/celery-task-meta-/', { kind: 'task', id: '/' }],
    ['a/', 'a/celery-task-meta-', null],
    ['a/', 'a/celery-taskset-meta-', null],
    ['a/', 'a/b/celery-task-meta-1', null],
    ['a/', 'b/celery-task-meta-1', null],
    ['a/', 'a/chord-unlock-1', null],
    ['a/', 'a/report.csv', null],
    ['a/', 'a/', null],
    ['', '', null],
  ])('under %j reads %j', (prefix, key, expected) => expect(parseResultKey(prefix, key)).toEqual(expected))

  it('reads back every key it makes', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary', minLength: 1 }), (prefix, id) => {
        expect(parseResultKey(prefix, taskKey(prefix, id))).toEqual({ kind: 'task', id })
        expect(parseResultKey(prefix, groupKey(prefix, id))).toEqual({ kind: 'group', id })
      }),
    )
  })
})
