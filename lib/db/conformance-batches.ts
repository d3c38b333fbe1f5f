import { describe, expect, it } from 'vitest'
import type { FreshIndex } from './conformance'
import { batch, groupRow, noonMs, startedRow, taskRow } from './testing-rows'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const someProblem = { code: 'malformed', message: 'Not JSON.', firstBytes: '00ff' }

/** What becomes of the rows of a batch. */
export function describeBatches(fresh: FreshIndex): void {
  describe('keeps tasks', () => {
    it('with every field, whatever script it is written in', async () => {
      const row = taskRow({
        taskId: 'naïve id/with 日本語 🪦',
        sizeBytes: 5_000_000_000,
        storageClass: 'GLACIER_IR',
        state: 'FAILURE',
        name: "app.it's",
        worker: 'celery@"two"',
        retries: 3,
        exceptionType: 'ValueError',
        exceptionMessage: 'line\nbreak \\ "quote" 😀',
        failure: { fingerprint: 'f00d', pattern: 'line', frame: null, traceback: null },
        groupId: 'g',
        parentId: 'p',
        serializer: 'pickle',
        extended: false,
        argsPreview: null,
        resultPreview: null,
        problem: { code: 'malformed', message: 'Not JSON.', firstBytes: '00ff' },
      })
      expect(await fresh.apply(row)).toEqual({ inserted: 1, changed: 0, unchanged: 0, gone: 0 })
      const {
        version,
        modifiedMs,
        problem,
        failure,
        children: _,
        searchText: _words,
        valueText: _values,
        readMs: _read,
        ...same
      } = row
      expect(await fresh.oneTask()).toEqual({
        ...same,
        etag: version,
        lastModifiedMs: modifiedMs,
        fingerprint: failure?.fingerprint,
        problemCode: problem?.code,
        problemMessage: problem?.message,
        problemBytes: problem?.firstBytes,
        occurredMs: row.dateDoneMs,
        startedMs: null,
        runtimeMs: null,
        firstSeenMs: noonMs + 1000,
        indexedMs: noonMs + 1000,
        checkedMs: noonMs + 1000,
      })
    })

    it('that occurred when they were done, or were last modified where that is unknown', async () => {
      await fresh.apply(
        taskRow({ dateDoneMs: null }),
        startedRow({ taskId: 'b', modifiedMs: noonMs, dateDoneMs: noonMs - hourMs }),
      )
      const { tasks } = await fresh.contents()
      expect(tasks.map(({ occurredMs }) => occurredMs)).toEqual([noonMs, noonMs])
    })

    it('of a batch with more rows than one statement takes', async () => {
      const tasks = Array.from({ length: 2500 }, (_, number) => taskRow({ taskId: `t${number}` }))
      expect(await fresh.index.apply(batch({ tasks }))).toMatchObject({ inserted: 2500 })
      expect((await fresh.contents()).stored).toMatchObject([{ objects: 2500, bytes: 2500 * 300 }])
      expect(await fresh.index.apply(batch({ gone: tasks }))).toMatchObject({ gone: 2500 })
      expect(await fresh.contents()).toMatchObject({ tasks: [], stored: [] })
    })

    it('and nothing at all for an empty batch', async () => {
      expect(await fresh.index.apply(batch())).toEqual({ inserted: 0, changed: 0, unchanged: 0, gone: 0 })
      expect(await fresh.contents()).toMatchObject({ tasks: [], stored: [], history: [] })
    })
  })

  describe('compares versions', () => {
    it('and adds nothing for an equal one', async () => {
      await fresh.apply(taskRow())
      const before = await fresh.contents()
      const again = await fresh.index.apply(batch({ tasks: [taskRow({ name: 'other' })], atMs: noonMs + dayMs }))
      expect(again).toEqual({ inserted: 0, changed: 0, unchanged: 1, gone: 0 })
      expect(await fresh.contents()).toEqual(before)
    })

    it('and lets no older one overwrite a newer', async () => {
      await fresh.apply(taskRow())
      const before = await fresh.contents()
      const late = startedRow({ modifiedMs: noonMs - 1 })
      expect(await fresh.apply(late)).toMatchObject({ changed: 0, unchanged: 1 })
      expect(await fresh.contents()).toEqual(before)
    })

    it('and lets an older one replace the row it was meant to replace, and no other', async () => {
      await fresh.index.apply(batch({ tasks: [taskRow()], groups: [groupRow()] }))
      const older = (replaces: string) =>
        batch({
          tasks: [taskRow({ version: 'v0', modifiedMs: noonMs - hourMs, replaces })],
          groups: [groupRow({ version: 'g0', modifiedMs: noonMs - hourMs, replaces: replaces.replace('v', 'g') })],
        })
      expect(await fresh.index.apply(older('v9'))).toMatchObject({ changed: 0, unchanged: 2 })
      expect(await fresh.index.apply(older('v1'))).toMatchObject({ changed: 2, unchanged: 0 })
      expect(await fresh.oneTask()).toMatchObject({ etag: 'v0', lastModifiedMs: noonMs - hourMs })
      expect((await fresh.contents()).groups).toMatchObject([{ etag: 'g0' }])
      // The deleted version comes back, and was counted before.
      const before = (await fresh.contents()).history
      expect(await fresh.index.apply(batch({ tasks: [taskRow({ replaces: 'v0' })] }))).toMatchObject({ changed: 1 })
      expect((await fresh.contents()).history).toEqual(before)
    })

    it('and takes the other one of the same second only where it was read with the row in sight', async () => {
      await fresh.apply(taskRow())
      const other = (replaces?: string) => startedRow({ modifiedMs: noonMs, replaces })
      expect(await fresh.apply(other())).toMatchObject({ changed: 0, unchanged: 1 })
      expect(await fresh.apply(other('v0'))).toMatchObject({ changed: 0, unchanged: 1 })
      expect(await fresh.oneTask()).toMatchObject({ state: 'SUCCESS', etag: 'v1' })
      expect(await fresh.apply(other('v1'))).toMatchObject({ changed: 1, unchanged: 0 })
      expect(await fresh.oneTask()).toMatchObject({ state: 'STARTED', etag: 's1' })
    })

    it('of one key twice in a batch, in order', async () => {
      const outcome = await fresh.apply(
        startedRow(),
        taskRow(),
        startedRow({ taskId: 'b' }),
        startedRow({ taskId: 'b' }),
      )
      expect(outcome).toEqual({ inserted: 2, changed: 1, unchanged: 1, gone: 0 })
      const { tasks, observations } = await fresh.contents()
      expect(new Set(tasks.map(({ taskId, state }) => `${taskId} ${state}`))).toEqual(
        new Set(['a SUCCESS', 'b STARTED']),
      )
      expect(observations).toMatchObject([{ taskId: 'a', state: 'STARTED' }])
    })

    it('and remembers when a task was first seen', async () => {
      await fresh.index.apply(batch({ tasks: [startedRow()], atMs: 5 }))
      await fresh.index.apply(batch({ tasks: [taskRow()], atMs: 7 }))
      expect(await fresh.oneTask()).toMatchObject({ firstSeenMs: 5, indexedMs: 7, checkedMs: 7 })
    })
  })

  describe('keeps the way a task took', () => {
    it('as one observation for every version that was replaced', async () => {
      await fresh.apply(startedRow({ version: 's1', modifiedMs: noonMs }))
      await fresh.apply(startedRow({ version: 'r1', state: 'RETRY', modifiedMs: noonMs + 1000, retries: 1 }))
      await fresh.apply(startedRow({ version: 's2', modifiedMs: noonMs + 2000, retries: 1, worker: null }))
      await fresh.apply(taskRow({ version: 'f', modifiedMs: noonMs + 3000, dateDoneMs: noonMs + 2900, retries: 1 }))
      const { observations } = await fresh.contents()
      expect([...observations].sort((a, b) => a.atMs - b.atMs)).toEqual([
        { taskId: 'a', atMs: noonMs, etag: 's1', state: 'STARTED', retries: 0, worker: 'celery@one' },
        { taskId: 'a', atMs: noonMs + 1000, etag: 'r1', state: 'RETRY', retries: 1, worker: 'celery@one' },
        { taskId: 'a', atMs: noonMs + 2000, etag: 's2', state: 'STARTED', retries: 1, worker: null },
      ])
      expect(await fresh.oneTask()).toMatchObject({ startedMs: noonMs + 2000, runtimeMs: 900 })
    })

    it('and of a long way the end, while history counts it all', async () => {
      const progress = (number: number) =>
        startedRow({ version: `p${number}`, state: 'PROGRESS', modifiedMs: noonMs + number * 1000 })
      await fresh.apply(startedRow({ taskId: 'b' }), ...Array.from({ length: 70 }, (_, number) => progress(number)))
      for (let number = 70; number < 130; number += 1) await fresh.apply(progress(number))
      const { observations, history } = await fresh.contents()
      const times = observations.map(({ atMs }) => atMs).sort((a, b) => a - b)
      expect(times).toEqual(Array.from({ length: 50 }, (_, number) => noonMs + (79 + number) * 1000))
      const counted = history.filter(({ widthSeconds, state }) => widthSeconds === 3600 && state === 'PROGRESS')
      expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(130)
    })

    it('until it is gone', async () => {
      await fresh.apply(startedRow(), startedRow({ taskId: 'b' }))
      await fresh.apply(taskRow(), taskRow({ taskId: 'b' }))
      await fresh.index.apply(batch({ gone: [{ key: taskRow().key }] }))
      expect((await fresh.contents()).observations).toMatchObject([{ taskId: 'b' }])
    })
  })

  describe('lets go', () => {
    it('of tasks and groups alike, once', async () => {
      await fresh.index.apply(batch({ tasks: [taskRow()], groups: [groupRow()] }))
      const gone = [{ key: taskRow().key }, { key: groupRow().key }, { key: 'never-there' }]
      expect(await fresh.index.apply(batch({ gone }))).toEqual({ inserted: 0, changed: 0, unchanged: 0, gone: 2 })
      expect(await fresh.index.apply(batch({ gone }))).toMatchObject({ gone: 0 })
      expect(await fresh.contents()).toMatchObject({ tasks: [], groups: [], stored: [] })
    })

    it('only while the version is the one that was meant', async () => {
      await fresh.index.apply(batch({ tasks: [taskRow()], groups: [groupRow()] }))
      const keys = [taskRow().key, groupRow().key]
      const wrong = keys.map((key) => ({ key, ifVersion: 'other' }))
      expect(await fresh.index.apply(batch({ gone: wrong }))).toMatchObject({ gone: 0 })
      const right = [
        { key: taskRow().key, ifVersion: 'v1' },
        { key: groupRow().key, ifVersion: 'g1' },
      ]
      expect(await fresh.index.apply(batch({ gone: right }))).toMatchObject({ gone: 2 })
    })

    it('of what the same batch brought', async () => {
      const outcome = await fresh.index.apply(batch({ tasks: [taskRow()], gone: [{ key: taskRow().key }] }))
      expect(outcome).toMatchObject({ inserted: 1, gone: 1 })
      const { tasks, stored, history } = await fresh.contents()
      expect({ tasks, stored }).toEqual({ tasks: [], stored: [] })
      expect(history).toHaveLength(3)
    })
  })

  describe('leaves out what comes late', () => {
    const key = taskRow().key
    it('because its key was removed after it was read', async () => {
      await fresh.apply(taskRow())
      await fresh.index.apply(batch({ gone: [{ key }], atMs: noonMs + 2000 }))
      const late = { readMs: noonMs + 1999 }
      const outcome = await fresh.apply(taskRow(late), startedRow({ ...late, taskId: 'a', version: 's0' }))
      expect(outcome).toEqual({ inserted: 0, changed: 0, unchanged: 2, gone: 0 })
      expect((await fresh.contents()).tasks).toEqual([])
    })

    it('but not what was read afterwards; history has counted that version already', async () => {
      await fresh.apply(taskRow())
      const { history } = await fresh.contents()
      await fresh.index.apply(batch({ gone: [{ key }], atMs: noonMs + 2000 }))
      expect(await fresh.apply(taskRow({ readMs: noonMs + 2000 }))).toMatchObject({ inserted: 1 })
      expect((await fresh.contents()).history).toEqual(history)
    })

    it('with groups, too', async () => {
      const group = groupRow({ readMs: noonMs })
      await fresh.index.apply(batch({ groups: [group] }))
      await fresh.index.apply(batch({ gone: [{ key: group.key }] }))
      expect(await fresh.index.apply(batch({ groups: [group] }))).toMatchObject({ inserted: 0, unchanged: 1 })
      expect((await fresh.contents()).groups).toEqual([])
    })
  })

  describe('keeps groups', () => {
    it('with every field', async () => {
      const row = groupRow({ membersJson: '[{"id":"é"}]', memberCount: 1, problem: null })
      await fresh.index.apply(batch({ groups: [row, groupRow({ groupId: 'bad', problem: someProblem })] }))
      const { groups } = await fresh.contents()
      const { version, modifiedMs, membersJson, problem, readMs: _read, ...same } = row
      expect(groups.find(({ groupId }) => groupId === 'g')).toEqual({
        ...same,
        etag: version,
        lastModifiedMs: modifiedMs,
        members: membersJson,
        problemCode: null,
        problemMessage: null,
      })
      expect(groups.find(({ groupId }) => groupId === 'bad')).toMatchObject({ problemCode: 'malformed' })
    })

    it('in their newest version', async () => {
      await fresh.index.apply(batch({ groups: [groupRow()] }))
      const newer = groupRow({ version: 'g2', memberCount: 5, modifiedMs: noonMs + 1000 })
      expect(await fresh.index.apply(batch({ groups: [newer, groupRow({ version: 'g0', modifiedMs: 0 })] }))).toEqual({
        inserted: 0,
        changed: 1,
        unchanged: 1,
        gone: 0,
      })
      expect((await fresh.contents()).groups).toMatchObject([{ etag: 'g2', memberCount: 5 }])
    })
  })

  describe('takes hostile text', () => {
    it('and keeps what can be kept of it', async () => {
      const hostile = '\0<script>\u{202e}\u001b[31m\ud800 end'
      const kept = '\u{fffd}<script>\u{202e}\u001b[31m\u{fffd} end'
      await fresh.apply(
        taskRow({ state: hostile, name: hostile, queue: hostile, exceptionMessage: hostile, groupId: hostile }),
      )
      expect(await fresh.oneTask()).toMatchObject({
        state: kept,
        name: kept,
        queue: kept,
        exceptionMessage: kept,
        groupId: kept,
      })
    })

    it('longer than an index can hold, cut between characters', async () => {
      // Random, or PostgreSQL's compression makes it short again.
      const long = Array.from({ length: 20_000 }, (_, at) =>
        String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000)),
      ).join('')
      const texts = {
        state: long,
        name: long,
        queue: long,
        worker: long,
        exceptionType: long,
        groupId: long,
        parentId: long,
      }
      await fresh.apply(taskRow({ ...texts, exceptionMessage: long }), taskRow({ taskId: 'x'.repeat(1000), ...texts }))
      const { tasks } = await fresh.contents()
      expect(tasks).toHaveLength(2)
      const name = tasks[0]?.name ?? ''
      expect(long.startsWith(name) && name.length > 200).toBe(true)
      expect(tasks[0]?.exceptionMessage).toBe(long)
    })

    it('in a key by leaving that object out', async () => {
      const bad = taskRow({ taskId: 'nul\0' })
      expect(await fresh.apply(bad, taskRow())).toMatchObject({ inserted: 1 })
      await fresh.index.markChecked([bad.key], noonMs)
      expect(await fresh.index.apply(batch({ gone: [{ key: bad.key }] }))).toMatchObject({ gone: 0 })
    })

    it('and numbers that fit no column as unknown', async () => {
      await fresh.apply(taskRow({ retries: 2 ** 40, dateDoneMs: noonMs + 0.75 }))
      expect(await fresh.oneTask()).toMatchObject({ retries: null, dateDoneMs: noonMs })
    })
  })
}
