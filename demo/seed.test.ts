import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeGroupDocument, decodeTaskDocument } from '@/lib/celery/decode-document'
import { parseResultKey } from '@/lib/celery/result-key'
import { readTaskMessage } from '@/lib/celery/task-message'
import { basePath } from './cloud'
import { createPast } from './seed'
import { pastStorageDays } from './storage-days'

const now = new Date('2026-11-21T12:00:00Z')
const past = createPast({ results: 4000, seed: 1, now })
const documents = past.objects.map(({ key, body, at }) => {
  const { kind, id } = parseResultKey(basePath, key) ?? { kind: 'foreign', id: '' }
  return { id, body, at, document: kind === 'group' ? decodeGroupDocument(body) : decodeTaskDocument(body) }
})
const tasks = documents.flatMap(({ document, ...rest }) => (document.kind === 'task' ? [{ ...rest, document }] : []))

describe('the seven days of the demo', () => {
  it('are documents that Celery could have written', () => {
    expect(documents.filter(({ document }) => document.kind === 'problem')).toEqual([])
    for (const { id, document } of tasks) expect(document.taskId).toBe(id)
  })

  it('have every state, many types, both serializers, groups, and tasks of which little is known', () => {
    const states = new Set(tasks.map(({ document }) => document.state))
    expect([...states].sort()).toEqual(
      ['FAILURE', 'PROGRESS', 'RETRY', 'REVOKED', 'STARTED', 'SUCCESS', 'UPLOADING'].sort(),
    )
    expect(new Set(tasks.map(({ document }) => document.name)).size).toBeGreaterThan(30)
    expect(new Set(tasks.map(({ document }) => document.serializer))).toEqual(new Set(['json', 'pickle']))
    expect(documents.length - tasks.length).toBe(4)
    expect(tasks.some(({ document }) => !document.extended)).toBe(true)
    expect(tasks.some(({ id }) => /[^\x20-\x7e]/.test(id) && id.includes('/'))).toBe(true)
  })

  it('go mostly well, and reach from a hundred bytes to two million', () => {
    const failed = tasks.filter(({ document }) => document.state === 'FAILURE').length
    expect(failed / tasks.length).toBeGreaterThan(0.03)
    expect(failed / tasks.length).toBeLessThan(0.08)
    const sizes = tasks.map(({ body }) => body.length)
    expect(Math.min(...sizes)).toBeLessThan(160)
    expect(Math.max(...sizes)).toBeGreaterThan(1_700_000)
    expect(Math.max(...sizes)).toBeLessThan(2_097_152)
  })

  it('show exceptions with tracebacks about the order at hand', () => {
    const timeouts = tasks.filter(({ document }) => document.exception?.type === 'ExceptionGroup')
    expect(timeouts.length).toBeGreaterThan(0)
    for (const { document } of timeouts) {
      const [order] = JSON.parse(document.args ?? '[]')
      expect(document.traceback).toContain(`fraud checks of order ${order}`)
    }
  })

  it('end within the last week, and nothing lies in the future', () => {
    for (const { at, document } of tasks) {
      expect(now.getTime() - at.getTime()).toBeLessThan(7 * 86_400_000)
      expect(document.dateDoneMs ?? 0).toBeLessThanOrEqual(now.getTime())
    }
  })

  it('are the same for the same seed', () => {
    const again = createPast({ results: 4000, seed: 1, now })
    const digest = ({ objects }: typeof past) =>
      objects.reduce((hash, { body }) => hash.update(body), createHash('md5'))
    expect(digest(again).digest('hex')).toBe(digest(past).digest('hex'))
  })

  it('come with sound messages for what is to be ended soon', () => {
    for (const { body } of past.messages) expect(readTaskMessage(body)).toMatchObject({ problems: [], retries: 1 })
    expect(past.messages.length).toBeGreaterThan(8)
  })
})

it('tells what lay in the bucket at the end of each day before today, never less than the day before', () => {
  const days = pastStorageDays(past.objects, now)
  expect(days.at(-1)).toMatchObject({ day: '2026-11-20', storageClass: 'STANDARD' })
  expect(days.length).toBeGreaterThanOrEqual(6)
  const objects = days.map((day) => day.objects)
  expect(objects).toEqual(objects.toSorted((a, b) => a - b))
  expect(objects.at(-1)).toBeLessThan(past.objects.length)
})
