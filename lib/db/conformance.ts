import { beforeEach, describe, expect, it } from 'vitest'
import type { TaskIndex } from '@/lib/sync/index-port'
import type { IndexContents } from './memory-index'
import { batch, groupRow, noonMs, startedRow, taskRow } from './testing-rows'

export type IndexUnderTest = { index: TaskIndex; contents(): Promise<IndexContents> }

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const theHour = Date.UTC(2026, 10, 20, 12)
const theMinute = Date.UTC(2026, 10, 20, 12, 30)

/** What every TaskIndex does. `open` gives an empty one. */
export function describeTaskIndex(title: string, open: () => Promise<IndexUnderTest>): void {
  describe(title, () => {
    let index: TaskIndex
    let contents: () => Promise<IndexContents>
    const oneTask = async () => {
      const { tasks } = await contents()
      expect(tasks).toHaveLength(1)
      return tasks[0]
    }
    const apply = (...tasks: ReturnType<typeof taskRow>[]) => index.apply(batch({ tasks }))

    beforeEach(async () => {
      const fresh = await open()
      index = fresh.index
      contents = fresh.contents
    })

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
          groupId: 'g',
          parentId: 'p',
          serializer: 'pickle',
          extended: false,
          argsPreview: null,
          resultPreview: null,
          problem: { code: 'malformed', message: 'Not JSON.', firstBytes: '00ff' },
        })
        expect(await apply(row)).toEqual({ inserted: 1, changed: 0, unchanged: 0, gone: 0 })
        const { version, modifiedMs, problem, ...same } = row
        expect(await oneTask()).toEqual({
          ...same,
          etag: version,
          lastModifiedMs: modifiedMs,
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
        await apply(taskRow({ dateDoneMs: null }), startedRow({ taskId: 'b', dateDoneMs: noonMs - hourMs }))
        const { tasks } = await contents()
        expect(tasks.map(({ occurredMs }) => occurredMs)).toEqual([noonMs, noonMs])
      })

      it('of a batch with more rows than one statement takes', async () => {
        const tasks = Array.from({ length: 2500 }, (_, number) => taskRow({ taskId: `t${number}` }))
        expect(await index.apply(batch({ tasks }))).toMatchObject({ inserted: 2500 })
        expect((await contents()).stored).toMatchObject([{ objects: 2500, bytes: 2500 * 300 }])
        expect(await index.apply(batch({ gone: tasks }))).toMatchObject({ gone: 2500 })
        expect(await contents()).toMatchObject({ tasks: [], stored: [] })
      })

      it('and nothing at all for an empty batch', async () => {
        expect(await index.apply(batch())).toEqual({ inserted: 0, changed: 0, unchanged: 0, gone: 0 })
        expect(await contents()).toMatchObject({ tasks: [], stored: [], history: [] })
      })
    })

    describe('compares versions', () => {
      it('and adds nothing for an equal one', async () => {
        await apply(taskRow())
        const before = await contents()
        const again = await index.apply(batch({ tasks: [taskRow({ name: 'other' })], atMs: noonMs + dayMs }))
        expect(again).toEqual({ inserted: 0, changed: 0, unchanged: 1, gone: 0 })
        expect(await contents()).toEqual(before)
      })

      it('and lets no older one overwrite a newer', async () => {
        await apply(taskRow())
        const before = await contents()
        const late = startedRow({ modifiedMs: noonMs - 1 })
        expect(await apply(late)).toMatchObject({ changed: 0, unchanged: 1 })
        expect(await contents()).toEqual(before)
      })

      it('and takes the later of two with the same time', async () => {
        await apply(startedRow())
        expect(await apply(taskRow())).toMatchObject({ changed: 1 })
        expect(await oneTask()).toMatchObject({ state: 'SUCCESS', etag: 'v1' })
      })

      it('of one key twice in a batch, in order', async () => {
        const outcome = await apply(startedRow(), taskRow(), startedRow({ taskId: 'b' }), startedRow({ taskId: 'b' }))
        expect(outcome).toEqual({ inserted: 2, changed: 1, unchanged: 1, gone: 0 })
        const { tasks, observations } = await contents()
        expect(new Set(tasks.map(({ taskId, state }) => `${taskId} ${state}`))).toEqual(
          new Set(['a SUCCESS', 'b STARTED']),
        )
        expect(observations).toMatchObject([{ taskId: 'a', state: 'STARTED' }])
      })

      it('and remembers when a task was first seen', async () => {
        await index.apply(batch({ tasks: [startedRow()], atMs: 5 }))
        await index.apply(batch({ tasks: [taskRow()], atMs: 7 }))
        expect(await oneTask()).toMatchObject({ firstSeenMs: 5, indexedMs: 7, checkedMs: 7 })
      })
    })

    describe('rolls up', () => {
      it('what is stored by the hour, and moves it with a new version', async () => {
        await apply(startedRow({ sizeBytes: 100 }), taskRow({ taskId: 'b', name: null, queue: null }))
        await apply(taskRow({ dateDoneMs: noonMs + hourMs, sizeBytes: 250 }))
        const { stored } = await contents()
        expect(sorted(stored)).toEqual(
          sorted([
            { startMs: theHour + hourMs, name: 'app.add', queue: 'celery', state: 'SUCCESS', objects: 1, bytes: 250 },
            { startMs: theHour, name: '', queue: '', state: 'SUCCESS', objects: 1, bytes: 300 },
          ]),
        )
      })

      it('history by minute and hour, which outlives the result', async () => {
        await apply(startedRow({ modifiedMs: noonMs - 3000 }))
        await apply(taskRow())
        await index.apply(batch({ gone: [{ key: taskRow().key }] }))
        const { history, stored } = await contents()
        expect(stored).toEqual([])
        const bucket = { name: 'app.add', queue: 'celery' }
        const started = { ...bucket, state: 'STARTED', count: 1, runtimeCount: 0, runtimeSumMs: 0 }
        const success = { ...bucket, state: 'SUCCESS', count: 1, runtimeCount: 1, runtimeSumMs: 2600 }
        expect(sorted(history)).toEqual(
          sorted([
            { widthSeconds: 60, startMs: theMinute, ...started },
            { widthSeconds: 60, startMs: theMinute, ...success },
            { widthSeconds: 3600, startMs: theHour, ...started },
            { widthSeconds: 3600, startMs: theHour, ...success },
          ]),
        )
      })

      it('history by the hour only for what is older than three days', async () => {
        const tasks = [
          taskRow({ dateDoneMs: noonMs - 3 * dayMs }),
          taskRow({ taskId: 'b', dateDoneMs: noonMs - 3 * dayMs + 1 }),
        ]
        await index.apply(batch({ tasks, atMs: noonMs + 1 }))
        const { history } = await contents()
        expect(history.filter(({ widthSeconds }) => widthSeconds === 60)).toMatchObject([{ count: 1 }])
        expect(history.filter(({ widthSeconds }) => widthSeconds === 3600)).toMatchObject([{ count: 2 }])
      })

      it('history once for a version that two readers brought in turns', async () => {
        await apply(startedRow())
        await apply(taskRow())
        await apply(startedRow())
        await apply(taskRow())
        const { history } = await contents()
        expect(history.map(({ count }) => count)).toEqual([1, 1, 1, 1])
      })

      it('history twice for the same bytes written at another time', async () => {
        await apply(startedRow(), taskRow())
        await apply(startedRow({ modifiedMs: noonMs + 5 }), taskRow({ modifiedMs: noonMs + 5 }))
        const { history } = await contents()
        expect(history.map(({ count }) => count)).toEqual([2, 2, 2, 2])
      })

      it('names, queues, workers and exceptions, with the last time each was seen', async () => {
        await apply(taskRow({ exceptionType: 'KeyError' }), taskRow({ taskId: 'b', name: 'app.mul', worker: null }))
        await apply(taskRow({ taskId: 'c', dateDoneMs: noonMs + 9, queue: '' }))
        await apply(taskRow({ taskId: 'd', dateDoneMs: noonMs - dayMs }))
        const { dimensions } = await contents()
        expect(sorted(dimensions)).toEqual(
          sorted([
            { kind: 'exception', value: 'KeyError', lastSeenMs: noonMs - 400 },
            { kind: 'name', value: 'app.add', lastSeenMs: noonMs + 9 },
            { kind: 'name', value: 'app.mul', lastSeenMs: noonMs - 400 },
            { kind: 'queue', value: 'celery', lastSeenMs: noonMs - 400 },
            { kind: 'worker', value: 'celery@one', lastSeenMs: noonMs + 9 },
          ]),
        )
      })
    })

    describe('keeps the way a task took', () => {
      it('as one observation for every version that was replaced', async () => {
        await apply(startedRow({ version: 's1', modifiedMs: noonMs }))
        await apply(startedRow({ version: 'r1', state: 'RETRY', modifiedMs: noonMs + 1000, retries: 1 }))
        await apply(startedRow({ version: 's2', modifiedMs: noonMs + 2000, retries: 1, worker: null }))
        await apply(taskRow({ version: 'f', modifiedMs: noonMs + 3000, dateDoneMs: noonMs + 2900, retries: 1 }))
        const { observations } = await contents()
        expect([...observations].sort((a, b) => a.atMs - b.atMs)).toEqual([
          { taskId: 'a', atMs: noonMs, etag: 's1', state: 'STARTED', retries: 0, worker: 'celery@one' },
          { taskId: 'a', atMs: noonMs + 1000, etag: 'r1', state: 'RETRY', retries: 1, worker: 'celery@one' },
          { taskId: 'a', atMs: noonMs + 2000, etag: 's2', state: 'STARTED', retries: 1, worker: null },
        ])
        expect(await oneTask()).toMatchObject({ startedMs: noonMs + 2000, runtimeMs: 900 })
      })

      it('until it is gone', async () => {
        await apply(startedRow(), startedRow({ taskId: 'b' }))
        await apply(taskRow(), taskRow({ taskId: 'b' }))
        await index.apply(batch({ gone: [{ key: taskRow().key }] }))
        expect((await contents()).observations).toMatchObject([{ taskId: 'b' }])
      })
    })

    describe('lets go', () => {
      it('of tasks and groups alike, once', async () => {
        await index.apply(batch({ tasks: [taskRow()], groups: [groupRow()] }))
        const gone = [{ key: taskRow().key }, { key: groupRow().key }, { key: 'never-there' }]
        expect(await index.apply(batch({ gone }))).toEqual({ inserted: 0, changed: 0, unchanged: 0, gone: 2 })
        expect(await index.apply(batch({ gone }))).toMatchObject({ gone: 0 })
        expect(await contents()).toMatchObject({ tasks: [], groups: [], stored: [] })
      })

      it('only while the version is the one that was meant', async () => {
        await index.apply(batch({ tasks: [taskRow()], groups: [groupRow()] }))
        const keys = [taskRow().key, groupRow().key]
        const wrong = keys.map((key) => ({ key, ifVersion: 'other' }))
        expect(await index.apply(batch({ gone: wrong }))).toMatchObject({ gone: 0 })
        const right = [
          { key: taskRow().key, ifVersion: 'v1' },
          { key: groupRow().key, ifVersion: 'g1' },
        ]
        expect(await index.apply(batch({ gone: right }))).toMatchObject({ gone: 2 })
      })

      it('of what the same batch brought', async () => {
        const outcome = await index.apply(batch({ tasks: [taskRow()], gone: [{ key: taskRow().key }] }))
        expect(outcome).toMatchObject({ inserted: 1, gone: 1 })
        const { tasks, stored, history } = await contents()
        expect({ tasks, stored }).toEqual({ tasks: [], stored: [] })
        expect(history).toHaveLength(2)
      })
    })

    describe('keeps groups', () => {
      it('with every field', async () => {
        const row = groupRow({ membersJson: '[{"id":"é"}]', memberCount: 1, problem: null })
        await index.apply(batch({ groups: [row, groupRow({ groupId: 'bad', problem: someProblem })] }))
        const { groups } = await contents()
        const { version, modifiedMs, membersJson, problem, ...same } = row
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
        await index.apply(batch({ groups: [groupRow()] }))
        const newer = groupRow({ version: 'g2', memberCount: 5 })
        expect(await index.apply(batch({ groups: [newer, groupRow({ version: 'g0', modifiedMs: 0 })] }))).toEqual({
          inserted: 0,
          changed: 1,
          unchanged: 1,
          gone: 0,
        })
        expect((await contents()).groups).toMatchObject([{ etag: 'g2', memberCount: 5 }])
      })
    })

    describe('lists entries', () => {
      // In byte order. A linguistic order would put "a" before "B", and UTF-16 order the emoji before U+FFFD.
      const ids = [' ', '!', '-', '/', '0', 'B', 'Z', '_', 'a', 'a-', 'aa', 'b', 'é', '日', '\u{fffd}', '😀']
      const keys = ids.map((id) => taskRow({ taskId: id }).key)
      const prefix = 'celery-task-meta-'
      const fill = () => index.apply(batch({ tasks: ids.toReversed().map((taskId) => taskRow({ taskId })) }))
      const listed = async (range: { prefix: string; after?: string; upTo?: string }, limit = 100) =>
        (await index.listEntries(range, limit)).map(({ key }) => key)

      it('in byte order, page after page', async () => {
        await fill()
        expect(await listed({ prefix })).toEqual(keys)
        const pages: string[] = []
        for (let after: string | undefined; ; after = pages.at(-1)) {
          const page = await listed({ prefix, after }, 3)
          pages.push(...page)
          if (page.length < 3) break
        }
        expect(pages).toEqual(keys)
      })

      it('between two keys, the first excluded and the last included', async () => {
        await fill()
        const at = (id: string) => prefix + id
        expect(await listed({ prefix, after: at('B'), upTo: at('a-') })).toEqual(['Z', '_', 'a', 'a-'].map(at))
        expect(await listed({ prefix, after: at('C'), upTo: at('`') })).toEqual(['Z', '_'].map(at))
        expect(await listed({ prefix, after: at('日'), upTo: at('😀') })).toEqual(['\u{fffd}', '😀'].map(at))
        expect(await listed({ prefix, after: at('b'), upTo: at('a') })).toEqual([])
        expect(await listed({ prefix, after: 'a', upTo: 'z' })).toEqual(keys)
        expect(await listed({ prefix, after: `${at('a')}\0x`, upTo: `${at('aa')}\0` })).toEqual([at('a-'), at('aa')])
      })

      it('of both kinds under a prefix, with version and time', async () => {
        await index.apply(
          batch({
            tasks: [taskRow(), taskRow({ key: 'other/celery-task-meta-a' })],
            groups: [groupRow({ modifiedMs: 8 })],
          }),
        )
        const task = { key: taskRow().key, version: 'v1', modifiedMs: noonMs }
        const group = { key: groupRow().key, version: 'g1', modifiedMs: 8 }
        expect(await index.listEntries({ prefix: 'celery-task' }, 10)).toEqual([task, group])
        expect(await index.listEntries({ prefix: 'celery-task' }, 1)).toEqual([task])
        expect(await index.listEntries({ prefix: 'celery-taskset-meta-' }, 10)).toEqual([group])
        expect(await listed({ prefix: '' })).toHaveLength(3)
        expect(await listed({ prefix: 'other/' })).toEqual(['other/celery-task-meta-a'])
        expect(await listed({ prefix: 'celery_task' })).toEqual([])
      })
    })

    describe('knows the unfinished', () => {
      it('and lists those first that were looked at the longest ago', async () => {
        await index.apply(batch({ tasks: [startedRow({ taskId: 'b' })], atMs: 10 }))
        await index.apply(batch({ tasks: [startedRow({ taskId: 'a' }), startedRow({ taskId: 'c' })], atMs: 20 }))
        await index.apply(batch({ tasks: [taskRow({ taskId: 'd' })], atMs: 5 }))
        const ids = async (limit: number, beforeMs: number) =>
          (await index.listUnfinished(limit, beforeMs)).map(({ key }) => key.at(-1))
        expect(await ids(9, 21)).toEqual(['b', 'a', 'c'])
        expect(await ids(2, 21)).toEqual(['b', 'a'])
        expect(await ids(9, 20)).toEqual(['b'])
        await index.markChecked([startedRow({ taskId: 'b' }).key, 'never-there'], 30)
        expect(await ids(9, 31)).toEqual(['a', 'c', 'b'])
        await index.markChecked([startedRow({ taskId: 'b' }).key], 25)
        expect(await ids(9, 31)).toEqual(['a', 'c', 'b'])
        await index.apply(batch({ tasks: [startedRow({ taskId: 'a' })], atMs: 40 }))
        expect(await ids(9, 50)).toEqual(['c', 'b', 'a'])
        await index.markChecked([], 60)
      })

      it('with version and time', async () => {
        await apply(startedRow())
        const entry = { key: startedRow().key, version: 's1', modifiedMs: noonMs }
        expect(await index.listUnfinished(5, noonMs * 2)).toEqual([entry])
      })
    })

    describe('lends a lease', () => {
      it('to one holder at a time, who may renew it', async () => {
        expect(await index.acquireLease('a', 100, 200)).toBe(true)
        expect(await index.acquireLease('b', 150, 250)).toBe(false)
        expect(await index.acquireLease('a', 150, 300)).toBe(true)
        expect(await index.acquireLease('b', 299, 400)).toBe(false)
        expect(await index.getSyncState()).toMatchObject({ leaseHolder: 'a', leaseUntilMs: 300 })
        expect(await index.acquireLease('b', 300, 400)).toBe(true)
        expect(await index.acquireLease('a', 300, 400)).toBe(false)
      })

      it('and takes it back from its holder only', async () => {
        await index.acquireLease('a', 100, 200)
        await index.releaseLease('b')
        expect(await index.acquireLease('b', 110, 210)).toBe(false)
        await index.releaseLease('a')
        expect(await index.getSyncState()).toMatchObject({ leaseHolder: null, leaseUntilMs: 0 })
        expect(await index.acquireLease('b', 110, 210)).toBe(true)
      })

      it('to one of many who ask at once', async () => {
        const answers = await Promise.all([...'abcdefgh'].map((holder) => index.acquireLease(holder, 1, 2)))
        expect(answers.filter(Boolean)).toHaveLength(1)
      })
    })

    describe('keeps the state of the sync', () => {
      it('empty at first', async () => {
        expect(await index.getSyncState()).toEqual({
          leaseHolder: null,
          leaseUntilMs: 0,
          completeToMs: null,
          sweepStartedMs: null,
          sweepFinishedMs: null,
          nextSweepMs: null,
          requestedMs: null,
          status: { running: null, last: null, trouble: null },
        })
      })

      it('and changes only what is given', async () => {
        const trouble = { atMs: 1, code: 'throttled', message: 'Slow down "please" é', consecutive: 2 }
        await index.saveSyncState({ completeToMs: 5, status: { running: null, last: null, trouble } })
        await index.saveSyncState({ sweepStartedMs: 6, nextSweepMs: undefined })
        await index.saveSyncState({})
        await index.acquireLease('me', 1, 2)
        expect(await index.getSyncState()).toMatchObject({
          leaseHolder: 'me',
          completeToMs: 5,
          sweepStartedMs: 6,
          status: { running: null, last: null, trouble },
        })
        await index.saveSyncState({ completeToMs: null })
        expect(await index.getSyncState()).toMatchObject({ completeToMs: null, sweepStartedMs: 6 })
      })
    })

    describe('keeps queues', () => {
      const sample = {
        name: 'celery',
        url: 'https://sqs/celery',
        fifo: false,
        sampledMs: noonMs,
        visible: 5,
        inFlight: 2,
        delayed: 1,
        deadLetterName: 'celery-dead',
        maxReceiveCount: 3,
        retentionSeconds: 345_600,
        visibilityTimeoutSeconds: 1800,
        maximumMessageBytes: 262_144,
        problem: null,
      }

      it('as they are now and as a time series', async () => {
        await index.saveQueueDepths([])
        await index.saveQueueDepths([sample, { ...sample, name: 'b.fifo', fifo: true, deadLetterName: null }])
        await index.saveQueueDepths([{ ...sample, sampledMs: noonMs + 10, visible: 9, url: 'https://sqs/new' }])
        const { queues, queueSamples } = await contents()
        expect(queues).toHaveLength(2)
        expect(queues.find(({ name }) => name === 'celery')).toEqual({
          ...sample,
          sampledMs: noonMs + 10,
          visible: 9,
          url: 'https://sqs/new',
        })
        expect(sorted(queueSamples.filter(({ name }) => name === 'celery'))).toEqual([
          { name: 'celery', sampledMs: noonMs, visible: 5, inFlight: 2, delayed: 1 },
          { name: 'celery', sampledMs: noonMs + 10, visible: 9, inFlight: 2, delayed: 1 },
        ])
      })

      it('with their last known numbers while they cannot be read', async () => {
        await index.saveQueueDepths([sample])
        const unread = { ...sample, sampledMs: noonMs + 10, visible: 0, inFlight: 0, problem: 'No access.' }
        await index.saveQueueDepths([unread, { ...unread, name: 'new' }])
        const { queues, queueSamples } = await contents()
        expect(queues.find(({ name }) => name === 'celery')).toEqual({ ...sample, problem: 'No access.' })
        expect(queues.find(({ name }) => name === 'new')).toEqual({ ...unread, name: 'new' })
        expect(queueSamples).toHaveLength(1)
        await index.saveQueueDepths([sample])
        expect((await contents()).queues.find(({ name }) => name === 'celery')).toEqual(sample)
      })
    })

    it('adds up requests by day and operation', async () => {
      const row = { day: '2026-11-20', operation: 'GetObject', count: 2, retried: 1 }
      await index.addRequests([])
      await index.addRequests([row, row, { ...row, operation: 'ListObjectsV2' }])
      await index.addRequests([row, { ...row, day: '2026-11-21' }])
      expect(sorted((await contents()).requests)).toEqual(
        sorted([
          { ...row, count: 6, retried: 3 },
          { ...row, operation: 'ListObjectsV2' },
          { ...row, day: '2026-11-21' },
        ]),
      )
    })

    it('forgets old minutes and old queue samples, but no hour', async () => {
      await apply(taskRow(), taskRow({ taskId: 'b', dateDoneMs: noonMs + minuteMs }))
      const queue = { name: 'q', url: '', fifo: false, visible: 1, inFlight: 0, delayed: 0, problem: null }
      const unknown = { deadLetterName: null, maxReceiveCount: null, retentionSeconds: null }
      const sample = { ...queue, ...unknown, visibilityTimeoutSeconds: null, maximumMessageBytes: null }
      await index.saveQueueDepths([{ ...sample, sampledMs: 10 }])
      await index.saveQueueDepths([{ ...sample, sampledMs: 20 }])
      await index.prune({ minuteBucketsMs: theMinute + 1, queueSamplesMs: 20 })
      const { history, queueSamples, queues } = await contents()
      expect(history.filter(({ widthSeconds }) => widthSeconds === 60)).toMatchObject([{ count: 1 }])
      expect(history.filter(({ widthSeconds }) => widthSeconds === 3600)).toMatchObject([{ count: 2 }])
      expect(queueSamples).toMatchObject([{ sampledMs: 20 }])
      expect(queues).toHaveLength(1)
    })

    describe('takes hostile text', () => {
      it('and keeps what can be kept of it', async () => {
        const hostile = '\0<script>\u{202e}\u001b[31m\ud800 end'
        const kept = '\u{fffd}<script>\u{202e}\u001b[31m\u{fffd} end'
        await apply(
          taskRow({ state: hostile, name: hostile, queue: hostile, exceptionMessage: hostile, groupId: hostile }),
        )
        expect(await oneTask()).toMatchObject({
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
        await apply(taskRow({ ...texts, exceptionMessage: long }), taskRow({ taskId: 'x'.repeat(1000), ...texts }))
        const { tasks } = await contents()
        expect(tasks).toHaveLength(2)
        const name = tasks[0]?.name ?? ''
        expect(long.startsWith(name) && name.length > 200).toBe(true)
        expect(tasks[0]?.exceptionMessage).toBe(long)
      })

      it('in a key by leaving that object out', async () => {
        const bad = taskRow({ taskId: 'nul\0' })
        expect(await apply(bad, taskRow())).toMatchObject({ inserted: 1 })
        await index.markChecked([bad.key], noonMs)
        expect(await index.apply(batch({ gone: [{ key: bad.key }] }))).toMatchObject({ gone: 0 })
      })

      it('and numbers that fit no column as unknown', async () => {
        await apply(taskRow({ retries: 2 ** 40, dateDoneMs: noonMs + 0.75 }))
        expect(await oneTask()).toMatchObject({ retries: null, dateDoneMs: noonMs })
      })
    })
  })
}

const someProblem = { code: 'malformed', message: 'Not JSON.', firstBytes: '00ff' }

function sorted<T>(rows: readonly T[]): T[] {
  const text = (row: T) => JSON.stringify(Object.entries(row as object).sort())
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : 1))
}
