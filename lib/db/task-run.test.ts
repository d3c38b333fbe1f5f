import { describe, expect, it } from 'vitest'
import type { TaskRow } from '@/lib/sync/index-port'
import { runOf } from './task-run'
import { noonMs, startedRow, taskRow } from './testing-rows'

/** Runs versions one after the other and answers with the run as it stands after the last. */
function runAfter(...versions: TaskRow[]) {
  let previous: (TaskRow & ReturnType<typeof runOf>) | null = null
  for (const row of versions) previous = { ...row, ...runOf(previous, row) }
  return { startedMs: previous?.startedMs ?? null, runtimeMs: previous?.runtimeMs ?? null }
}

const at = (seconds: number) => ({ modifiedMs: noonMs + seconds * 1000 })
const done = (seconds: number, change: Partial<TaskRow> = {}) =>
  taskRow({ ...at(Math.ceil(seconds)), dateDoneMs: noonMs + seconds * 1000, ...change })
const unknown = { startedMs: null, runtimeMs: null }

describe('the run time of a task', () => {
  it('is unknown where no STARTED version was seen', () => {
    expect(runAfter(done(5))).toEqual(unknown)
    expect(runAfter(startedRow({ ...at(0), state: 'PROGRESS' }), done(5))).toEqual(unknown)
  })

  it('goes from the first sight of STARTED to date_done', () => {
    expect(runAfter(startedRow(at(0)))).toEqual({ startedMs: noonMs, runtimeMs: null })
    expect(runAfter(startedRow(at(0)), done(2.5))).toEqual({ startedMs: noonMs, runtimeMs: 2500 })
    expect(runAfter(startedRow(at(0)), startedRow(at(1)), done(2.5))).toEqual({ startedMs: noonMs, runtimeMs: 2500 })
  })

  it('takes LastModified where date_done is missing', () => {
    expect(runAfter(startedRow(at(0)), done(3, { dateDoneMs: null }))).toEqual({ startedMs: noonMs, runtimeMs: 3000 })
  })

  it('goes through custom states', () => {
    const progress = startedRow({ ...at(1), state: 'PROGRESS' })
    expect(runAfter(startedRow(at(0)), progress, done(4))).toEqual({ startedMs: noonMs, runtimeMs: 4000 })
  })

  it('begins again after a retry, and is unknown where that beginning was not seen', () => {
    const retry = startedRow({ ...at(1), state: 'RETRY' })
    expect(runAfter(startedRow(at(0)), retry)).toEqual(unknown)
    expect(runAfter(startedRow(at(0)), retry, startedRow(at(60)), done(61))).toEqual({
      startedMs: noonMs + 60_000,
      runtimeMs: 1000,
    })
    expect(runAfter(startedRow(at(0)), retry, done(61))).toEqual(unknown)
    expect(runAfter(startedRow({ ...at(0), retries: 0 }), done(61, { retries: 1 }))).toEqual(unknown)
  })

  it('begins again when another worker takes over', () => {
    const [one, two] = [{ worker: 'celery@one' }, { worker: 'celery@two' }]
    expect(runAfter(startedRow({ ...at(0), ...one }), done(9, two))).toEqual(unknown)
    expect(runAfter(startedRow({ ...at(0), ...one }), startedRow({ ...at(8), ...two }), done(9, two))).toEqual({
      startedMs: noonMs + 8000,
      runtimeMs: 1000,
    })
    expect(runAfter(startedRow({ ...at(0), worker: null }), done(9, two)).runtimeMs).toBe(9000)
  })

  it('begins again when a finished task is run again', () => {
    const again = startedRow(at(100))
    expect(runAfter(startedRow(at(0)), done(1), again)).toEqual({ startedMs: noonMs + 100_000, runtimeMs: null })
    expect(runAfter(startedRow(at(0)), done(1), again, done(103)).runtimeMs).toBe(3000)
    expect(runAfter(startedRow(at(0)), done(1), done(103))).toEqual(unknown)
    expect(runAfter(startedRow(at(0)), done(1), startedRow({ ...at(2), state: 'PROGRESS' }))).toEqual(unknown)
  })

  it('stays where the same end is written again', () => {
    const rewritten = done(1, { modifiedMs: noonMs + 50_000, version: 'v2' })
    expect(runAfter(startedRow(at(0)), done(1), rewritten).runtimeMs).toBe(1000)
  })

  it('is never negative: within a second it is zero, beyond that two clocks disagree', () => {
    expect(runAfter(startedRow(at(0)), done(-0.9)).runtimeMs).toBe(0)
    expect(runAfter(startedRow(at(0)), done(-1)).runtimeMs).toBe(null)
  })

  it('is unknown for a document that cannot be read', () => {
    const problem = { code: 'malformed', message: 'Not JSON.', firstBytes: '' }
    expect(runAfter(startedRow(at(0)), done(2, { problem, dateDoneMs: null })).runtimeMs).toBe(null)
  })
})
