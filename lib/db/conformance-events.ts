import { describe, expect, it } from 'vitest'
import type { EventBatch } from '@/lib/sync/event-index'
import type { FreshIndex } from './conformance'
import { batch, groupRow, noonMs, startedRow, taskRow } from './testing-rows'

const nothing = { messages: 0, applied: 0, read: 0, repeated: 0, foreign: 0, others: 0, setAside: 0 }
const eventBatch = (change: Partial<EventBatch> = {}): EventBatch => ({
  ...batch(),
  sequencers: [],
  setAside: [],
  counts: nothing,
  newestMs: null,
  ...change,
})
const { key } = taskRow()
const at = (sequencer: string) => [{ key, sequencer }]

/** What the readers of S3's events find in every index. */
export function describeEvents(fresh: FreshIndex): void {
  describe('takes what events told', () => {
    it('and remembers which event of each key came last', async () => {
      const group = groupRow()
      await fresh.index.applyEvents(
        eventBatch({
          tasks: [taskRow()],
          groups: [group],
          sequencers: [...at('0A'), { key: group.key, sequencer: '0B' }],
        }),
      )
      expect(await fresh.index.listEventMarks([group.key, 'none', key])).toEqual([
        { key: group.key, version: 'g1', sequencer: '0B' },
        { key: 'none', version: null, sequencer: null },
        { key, version: 'v1', sequencer: '0A' },
      ])
      expect(await fresh.index.listEventMarks(['with\0zero'])).toEqual([
        { key: 'with\0zero', version: null, sequencer: null },
      ])
      expect(await fresh.index.listEventMarks([])).toEqual([])
    })

    it('but not from a reader that was overtaken', async () => {
      await fresh.index.applyEvents(eventBatch({ tasks: [taskRow({ version: 'v2' })], sequencers: at('0B') }))
      const late = eventBatch({
        tasks: [taskRow({ version: 'v0', modifiedMs: noonMs + 5000 }), taskRow({ taskId: 'b' })],
        gone: [{ key, seenMs: noonMs + 9000 }],
        sequencers: [...at('0A'), { key: taskRow({ taskId: 'b' }).key, sequencer: '01' }],
        counts: { ...nothing, applied: 2 },
      })
      expect(await fresh.index.applyEvents(late)).toEqual({ again: [] })
      const { tasks } = await fresh.contents()
      expect(tasks.map(({ etag }) => etag).sort()).toEqual(['v1', 'v2'])
      expect(await fresh.index.getEventState()).toMatchObject({ applied: 1, repeated: 1 })
      await fresh.index.applyEvents({ ...late, gone: [], sequencers: at('0B00') })
      expect(await fresh.index.listEventMarks([key])).toEqual([{ key, version: 'v2', sequencer: '0B' }])
    })

    it('and hands back what was read before its key was seen to be gone', async () => {
      await fresh.apply(taskRow())
      await fresh.index.apply(batch({ gone: [{ key }], atMs: noonMs + 2000 }))
      const late = eventBatch({ tasks: [taskRow({ version: 'v2', readMs: noonMs + 1900 })], sequencers: at('0A') })
      expect(await fresh.index.applyEvents(late)).toEqual({ again: [key] })
      expect(await fresh.index.listEventMarks([key])).toEqual([{ key, version: null, sequencer: null }])
      const later = eventBatch({ tasks: [taskRow({ version: 'v2', readMs: noonMs + 2000 })], sequencers: at('0A') })
      expect(await fresh.index.applyEvents(later)).toEqual({ again: [] })
      expect(await fresh.index.listEventMarks([key])).toEqual([{ key, version: 'v2', sequencer: '0A' }])
    })

    it('and hands back what was found beside somebody who wrote meanwhile, until nobody did', async () => {
      await fresh.apply(startedRow({ modifiedMs: noonMs }))
      const found = (replaces?: string) =>
        eventBatch({
          tasks: [taskRow({ replaces })],
          sequencers: at('0A'),
          counts: { ...nothing, applied: 1 },
        })
      // Of the same second, and which of both is the later one nothing tells.
      expect(await fresh.index.applyEvents(found())).toEqual({ again: [key] })
      expect(await fresh.index.applyEvents(found('s0'))).toEqual({ again: [key] })
      expect(await fresh.index.getEventState()).toMatchObject({ applied: 0 })
      expect(await fresh.index.applyEvents(found('s1'))).toEqual({ again: [] })
      expect(await fresh.index.listEventMarks([key])).toEqual([{ key, version: 'v1', sequencer: '0A' }])

      const gone = (ifVersion?: string) =>
        eventBatch({ gone: [{ key, ifVersion, seenMs: noonMs + 2000 }], sequencers: at('0B') })
      expect(await fresh.index.applyEvents(gone())).toEqual({ again: [key] })
      expect(await fresh.index.applyEvents(gone('s1'))).toEqual({ again: [key] })
      expect((await fresh.contents()).tasks).toHaveLength(1)
      expect(await fresh.index.applyEvents(gone('v1'))).toEqual({ again: [] })
      expect((await fresh.contents()).tasks).toEqual([])
    })

    it('and keeps out a row that was read before its key was gone, though the index never had it', async () => {
      await fresh.index.applyEvents(eventBatch({ gone: [{ key, seenMs: noonMs + 600 }], sequencers: at('0B') }))
      await fresh.apply(taskRow({ readMs: noonMs + 500 }))
      expect((await fresh.contents()).tasks).toEqual([])
      await fresh.apply(taskRow({ readMs: noonMs + 700 }))
      expect((await fresh.contents()).tasks).toHaveLength(1)
    })

    it('and takes the event of a STARTED version as the start of the run', async () => {
      const modifiedMs = noonMs - 15_000
      const started = startedRow({ modifiedMs, eventMs: modifiedMs + 345 })
      await fresh.index.applyEvents(eventBatch({ tasks: [started], sequencers: at('0A') }))
      const done = taskRow({ dateDoneMs: noonMs, replaces: 's1' })
      await fresh.index.applyEvents(eventBatch({ tasks: [done], sequencers: at('0B') }))
      expect(await fresh.oneTask()).toMatchObject({ startedMs: modifiedMs + 345, runtimeMs: 14_655 })
    })

    it('and counts, of all readers together', async () => {
      expect(await fresh.index.getEventState()).toMatchObject({ ...nothing, newestMs: null, completeToMs: null })
      const counts = { messages: 7, applied: 6, read: 5, repeated: 4, foreign: 3, others: 2, setAside: 1 }
      await fresh.index.applyEvents(eventBatch({ counts, newestMs: noonMs }))
      await fresh.index.applyEvents(eventBatch({ counts, newestMs: noonMs - 5 }))
      await fresh.index.applyEvents(eventBatch({ counts }))
      const sums = { messages: 21, applied: 18, read: 15, repeated: 12, foreign: 9, others: 6, setAside: 3 }
      expect(await fresh.index.getEventState()).toMatchObject({ ...sums, newestMs: noonMs, completeToMs: null })
    })

    it('and sets aside what nobody understands, for a while', async () => {
      const message = { messageId: 'm-1', reason: 'The message is no JSON object.', body: 'a\0b', receives: 3 }
      await fresh.index.applyEvents(eventBatch({ setAside: [message], atMs: 100 }))
      await fresh.index.applyEvents(eventBatch({ setAside: [{ ...message, receives: 4 }], atMs: 200 }))
      const { setAside } = await fresh.contents()
      expect(setAside).toEqual([{ ...message, receives: 4, atMs: 200, body: setAside[0]?.body }])
      await fresh.index.applyEvents(eventBatch({ sequencers: at('0A'), atMs: 150 }))
      const before = { minuteBucketsMs: 0, hourBucketsMs: 0, queueSamplesMs: 0, goneMs: 0 }
      await fresh.index.prune({ ...before, sequencersMs: 150, setAsideMs: 200 })
      expect(await fresh.contents()).toMatchObject({ sequencers: [{ key }], setAside: [{ messageId: 'm-1' }] })
      await fresh.index.prune({ ...before, sequencersMs: 151, setAsideMs: 201 })
      expect(await fresh.contents()).toMatchObject({ sequencers: [], setAside: [] })
    })

    it('and writes down how the reading goes', async () => {
      const trouble = { atMs: 1, code: 'throttled', message: 'Slow down "please" é', consecutive: 2 }
      await fresh.index.saveEventState({ heardMs: 5, waiting: 3, inFlight: 1, backlogMs: 6, oldestMs: 4, trouble })
      await fresh.index.saveEventState({ waiting: 0, inFlight: undefined })
      expect(await fresh.index.getEventState()).toMatchObject({ heardMs: 5, waiting: 0, inFlight: 1, trouble })
      await fresh.index.saveEventState({ trouble: null, oldestMs: null, completeToMs: noonMs })
      expect(await fresh.index.getEventState()).toMatchObject({ trouble: null, oldestMs: null, completeToMs: noonMs })
    })
  })
}
