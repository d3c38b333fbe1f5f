import { describe, expect, it } from 'vitest'
import type { FreshIndex } from './conformance'
import { sortedRows } from './testing-recount'
import { batch, groupRow, noonMs, startedRow, taskRow } from './testing-rows'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const theHour = Date.UTC(2026, 10, 20, 12)
const theDay = Date.UTC(2026, 10, 20)
const theMinute = Date.UTC(2026, 10, 20, 12, 30)

/** What is counted. */
export function describeRollups(fresh: FreshIndex): void {
  describe('rolls up', () => {
    it('what is stored by the hour, and moves it with a new version', async () => {
      await fresh.apply(startedRow({ sizeBytes: 100 }), taskRow({ taskId: 'b', name: null, queue: null }))
      await fresh.apply(taskRow({ dateDoneMs: noonMs + hourMs, sizeBytes: 250_000, storageClass: 'GLACIER' }))
      const { stored } = await fresh.contents()
      const large = { objects: 1, bytes: 250_000, smallObjects: 0, smallBytes: 0, storageClass: 'GLACIER' }
      const small = { objects: 1, bytes: 300, smallObjects: 1, smallBytes: 300, storageClass: 'STANDARD' }
      expect(sortedRows(stored)).toEqual(
        sortedRows([
          { startMs: theHour + hourMs, name: 'app.add', queue: 'celery', state: 'SUCCESS', ...large },
          { startMs: theHour, name: '', queue: '', state: 'SUCCESS', ...small },
        ]),
      )
    })

    it('history by minute, hour and day, which outlives the result', async () => {
      await fresh.apply(startedRow({ modifiedMs: noonMs - 3000 }))
      await fresh.apply(taskRow())
      await fresh.index.apply(batch({ gone: [{ key: taskRow().key }] }))
      const { history, stored } = await fresh.contents()
      expect(stored).toEqual([])
      const bucket = { name: 'app.add', queue: 'celery' }
      const started = { ...bucket, state: 'STARTED', count: 1, runtimeCount: 0, runtimeSumMs: 0 }
      const success = { ...bucket, state: 'SUCCESS', count: 1, runtimeCount: 1, runtimeSumMs: 2600 }
      expect(sortedRows(history)).toEqual(
        sortedRows([
          { widthSeconds: 60, startMs: theMinute, ...started },
          { widthSeconds: 60, startMs: theMinute, ...success },
          { widthSeconds: 3600, startMs: theHour, ...started },
          { widthSeconds: 3600, startMs: theHour, ...success },
          { widthSeconds: 86_400, startMs: theDay, ...started },
          { widthSeconds: 86_400, startMs: theDay, ...success },
        ]),
      )
    })

    it('history by the hour and the day only for what is older than three days', async () => {
      const tasks = [
        taskRow({ dateDoneMs: noonMs - 3 * dayMs }),
        taskRow({ taskId: 'b', dateDoneMs: noonMs - 3 * dayMs + 1 }),
      ]
      await fresh.index.apply(batch({ tasks, atMs: noonMs + 1 }))
      const { history } = await fresh.contents()
      expect(history.filter(({ widthSeconds }) => widthSeconds === 60)).toMatchObject([{ count: 1 }])
      expect(history.filter(({ widthSeconds }) => widthSeconds === 3600)).toMatchObject([{ count: 2 }])
    })

    it('history once for a version that two readers brought in turns', async () => {
      await fresh.apply(startedRow())
      await fresh.apply(taskRow())
      await fresh.apply(startedRow())
      await fresh.apply(taskRow())
      const { history } = await fresh.contents()
      expect(history.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1, 1])
    })

    it('history twice for the same bytes written at another time', async () => {
      await fresh.apply(startedRow(), taskRow())
      await fresh.apply(startedRow({ modifiedMs: noonMs + 5 }), taskRow({ modifiedMs: noonMs + 6 }))
      const { history } = await fresh.contents()
      expect(history.map(({ count }) => count)).toEqual([2, 2, 2, 2, 2, 2])
    })

    it('names, queues, workers and exceptions, with the first and the last time each was seen', async () => {
      await fresh.apply(taskRow({ exceptionType: 'KeyError' }), taskRow({ taskId: 'b', name: 'app.mul', worker: null }))
      await fresh.apply(taskRow({ taskId: 'c', dateDoneMs: noonMs + 9, queue: '' }))
      await fresh.apply(taskRow({ taskId: 'd', dateDoneMs: noonMs - dayMs }))
      const { dimensions } = await fresh.contents()
      expect(sortedRows(dimensions)).toEqual(
        sortedRows([
          { kind: 'exception', value: 'KeyError', firstSeenMs: noonMs - 400, lastSeenMs: noonMs - 400 },
          { kind: 'name', value: 'app.add', firstSeenMs: noonMs - dayMs, lastSeenMs: noonMs + 9 },
          { kind: 'name', value: 'app.mul', firstSeenMs: noonMs - 400, lastSeenMs: noonMs - 400 },
          { kind: 'queue', value: 'celery', firstSeenMs: noonMs - dayMs, lastSeenMs: noonMs - 400 },
          { kind: 'worker', value: 'celery@one', firstSeenMs: noonMs - dayMs, lastSeenMs: noonMs + 9 },
        ]),
      )
    })
  })

  it('adds up requests by day and operation', async () => {
    const row = { day: '2026-11-20', operation: 'GetObject', count: 2, retried: 1 }
    await fresh.index.addRequests([])
    await fresh.index.addRequests([row, row, { ...row, operation: 'ListObjectsV2' }])
    await fresh.index.addRequests([row, { ...row, day: '2026-11-21' }])
    expect(sortedRows((await fresh.contents()).requests)).toEqual(
      sortedRows([
        { ...row, count: 6, retried: 3 },
        { ...row, operation: 'ListObjectsV2' },
        { ...row, day: '2026-11-21' },
      ]),
    )
  })

  it('notes what is stored of a day, and the last sight of it counts', async () => {
    await fresh.index.saveStorageDay('2026-11-19')
    await fresh.apply(taskRow({ sizeBytes: 100 }), taskRow({ taskId: 'b', sizeBytes: 50, storageClass: 'GLACIER' }))
    await fresh.index.saveStorageDay('2026-11-20')
    await fresh.index.apply(batch({ gone: [{ key: taskRow({ taskId: 'b' }).key }] }))
    await fresh.apply(taskRow({ taskId: 'c', name: null, sizeBytes: 7 }), taskRow({ taskId: 'd', sizeBytes: 131_072 }))
    await fresh.index.apply(batch({ groups: [groupRow({ sizeBytes: 40, storageClass: 'STANDARD_IA' })] }))
    await fresh.index.saveStorageDay('2026-11-20')
    expect(sortedRows((await fresh.contents()).storageDays)).toEqual(
      sortedRows([
        { day: '2026-11-19', storageClass: 'STANDARD', objects: 0, bytes: 0, smallObjects: 0, smallBytes: 0 },
        {
          day: '2026-11-20',
          storageClass: 'STANDARD',
          objects: 3,
          bytes: 131_179,
          smallObjects: 2,
          smallBytes: 107,
        },
        { day: '2026-11-20', storageClass: 'STANDARD_IA', objects: 1, bytes: 40, smallObjects: 1, smallBytes: 40 },
      ]),
    )
  })

  it('forgets old minutes and old queue samples, but no hour', async () => {
    await fresh.apply(taskRow(), taskRow({ taskId: 'b', dateDoneMs: noonMs + minuteMs }))
    const queue = { name: 'q', url: '', fifo: false, visible: 1, inFlight: 0, delayed: 0, problem: null }
    const unknown = { deadLetterName: null, maxReceiveCount: null, retentionSeconds: null }
    const sample = { ...queue, ...unknown, visibilityTimeoutSeconds: null, maximumMessageBytes: null }
    await fresh.index.saveQueueDepths([{ ...sample, sampledMs: 10 }])
    await fresh.index.saveQueueDepths([{ ...sample, sampledMs: 20 }])
    await fresh.index.prune({
      minuteBucketsMs: theMinute + 1,
      hourBucketsMs: theHour + 1,
      queueSamplesMs: 20,
      goneMs: 20,
      sequencersMs: 20,
      setAsideMs: 20,
    })
    const { history, queueSamples, queues } = await fresh.contents()
    expect(history.filter(({ widthSeconds }) => widthSeconds === 60)).toMatchObject([{ count: 1 }])
    expect(history.filter(({ widthSeconds }) => widthSeconds === 3600)).toMatchObject([{ count: 2 }])
    expect(queueSamples).toMatchObject([{ sampledMs: 20 }])
    expect(queues).toHaveLength(1)
  })
}
