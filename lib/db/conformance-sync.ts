import { describe, expect, it } from 'vitest'
import type { FreshIndex } from './conformance'
import { sortedRows } from './testing-recount'
import { noonMs } from './testing-rows'

/** What the sync keeps beside the tasks. */
export function describeSync(fresh: FreshIndex): void {
  describe('lends a lease', () => {
    it('to one holder at a time, who may renew it', async () => {
      expect(await fresh.index.acquireLease('a', 100, 200)).toBe(true)
      expect(await fresh.index.acquireLease('b', 150, 250)).toBe(false)
      expect(await fresh.index.acquireLease('a', 150, 300)).toBe(true)
      expect(await fresh.index.acquireLease('b', 299, 400)).toBe(false)
      expect(await fresh.index.getSyncState()).toMatchObject({ leaseHolder: 'a', leaseUntilMs: 300 })
      expect(await fresh.index.acquireLease('b', 300, 400)).toBe(true)
      expect(await fresh.index.acquireLease('a', 300, 400)).toBe(false)
    })

    it('and takes it back from its holder only', async () => {
      await fresh.index.acquireLease('a', 100, 200)
      await fresh.index.releaseLease('b')
      expect(await fresh.index.acquireLease('b', 110, 210)).toBe(false)
      await fresh.index.releaseLease('a')
      expect(await fresh.index.getSyncState()).toMatchObject({ leaseHolder: null, leaseUntilMs: 0 })
      expect(await fresh.index.acquireLease('b', 110, 210)).toBe(true)
    })

    it('to one of many who ask at once', async () => {
      const answers = await Promise.all([...'abcdefgh'].map((holder) => fresh.index.acquireLease(holder, 1, 2)))
      expect(answers.filter(Boolean)).toHaveLength(1)
    })
  })

  describe('keeps the state of the sync', () => {
    it('empty at first', async () => {
      expect(await fresh.index.getSyncState()).toEqual({
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
      await fresh.index.saveSyncState({ completeToMs: 5, status: { running: null, last: null, trouble } })
      await fresh.index.saveSyncState({ sweepStartedMs: 6, nextSweepMs: undefined })
      await fresh.index.saveSyncState({})
      await fresh.index.acquireLease('me', 1, 2)
      expect(await fresh.index.getSyncState()).toMatchObject({
        leaseHolder: 'me',
        completeToMs: 5,
        sweepStartedMs: 6,
        status: { running: null, last: null, trouble },
      })
      await fresh.index.saveSyncState({ completeToMs: null })
      expect(await fresh.index.getSyncState()).toMatchObject({ completeToMs: null, sweepStartedMs: 6 })
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
      await fresh.index.saveQueueDepths([])
      await fresh.index.saveQueueDepths([sample, { ...sample, name: 'b.fifo', fifo: true, deadLetterName: null }])
      await fresh.index.saveQueueDepths([{ ...sample, sampledMs: noonMs + 10, visible: 9, url: 'https://sqs/new' }])
      const { queues, queueSamples } = await fresh.contents()
      expect(queues).toHaveLength(2)
      expect(queues.find(({ name }) => name === 'celery')).toEqual({
        ...sample,
        sampledMs: noonMs + 10,
        visible: 9,
        url: 'https://sqs/new',
      })
      expect(sortedRows(queueSamples.filter(({ name }) => name === 'celery'))).toEqual([
        { name: 'celery', sampledMs: noonMs, visible: 5, inFlight: 2, delayed: 1 },
        { name: 'celery', sampledMs: noonMs + 10, visible: 9, inFlight: 2, delayed: 1 },
      ])
    })

    it('with their last known numbers while they cannot be read', async () => {
      await fresh.index.saveQueueDepths([sample])
      const unread = { ...sample, sampledMs: noonMs + 10, visible: 0, inFlight: 0, problem: 'No access.' }
      await fresh.index.saveQueueDepths([unread, { ...unread, name: 'new' }])
      const { queues, queueSamples } = await fresh.contents()
      expect(queues.find(({ name }) => name === 'celery')).toEqual({ ...sample, problem: 'No access.' })
      expect(queues.find(({ name }) => name === 'new')).toEqual({ ...unread, name: 'new' })
      expect(queueSamples).toHaveLength(1)
      await fresh.index.saveQueueDepths([sample])
      expect((await fresh.contents()).queues.find(({ name }) => name === 'celery')).toEqual(sample)
    })
  })
}
