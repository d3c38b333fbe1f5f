import { beforeAll, describe, expect, it } from 'vitest'
import { syncStatus } from '@/lib/contract/sync'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import type { InventoryStatus, SyncStatus } from '@/lib/sync/index-port'
import { getSyncStatus } from './get-sync-status'

const nowMs = Date.UTC(2026, 10, 21, 12)
const nothing = { messages: 0, applied: 0, read: 0, repeated: 0, foreign: 0, others: 0, setAside: 0 }
const last = {
  ...{ listed: 1_000_000, fetched: 0, inserted: 0, changed: 0, gone: 0, problems: 0, foreign: 0 },
  ...{ listRequests: 1000, getRequests: 0, retried: 0, throttled: 0 },
  ...{ startedMs: nowMs - 100_000, finishedMs: nowMs - 60_000 },
}

describeDatabases('Freshness', (databases) => {
  let database: Database
  let apps = 0
  beforeAll(async () => {
    database = await databases.open()
  })

  function open({
    eventQueue = 'https://sqs/events' as string | null,
    endpoint = undefined as string | undefined,
  } = {}) {
    const appId = `events-${++apps}`
    const index = openTaskIndex(database, appId)
    const subject = {
      ...{ appId, index, region: 'us-east-1', eventQueue, store: { aws: { endpoint } } },
      sync: { intervalSeconds: 60, budgetDollars: 2 },
    }
    return { index, status: async () => syncStatus.parse(await getSyncStatus(database, subject, nowMs)) }
  }

  it('without events is the interval that the budget allows, and a sweep', async () => {
    const { index, status } = open({ eventQueue: null })
    expect(await status()).toMatchObject({ events: null, pace: { intervalSeconds: 60, by: 'shortest' } })
    await index.saveSyncState({ completeToMs: nowMs - 100_000, status: { running: null, last, trouble: null } })
    await index.saveEventState({ heardMs: nowMs, completeToMs: nowMs })
    const { pace, completeTo } = await status()
    expect(pace).toMatchObject({ intervalSeconds: 6480, by: 'budget', budgetDollars: 2, delaySeconds: 6520 })
    expect(pace.dollarsPerMonth).toBeCloseTo(2)
    expect(completeTo).toBe(new Date(nowMs - 100_000).toISOString())
  })

  it('tells how the first results came from an inventory', async () => {
    const { index, status } = open()
    expect(await status()).toMatchObject({ inventory: null })
    const counts = { files: 3, filesDone: 1, rows: 9, listed: 8, known: 1, read: 6, missing: 1, left: 0 }
    const begun = { label: 's3://i/m.json', takenMs: nowMs - 86_400_000, startedMs: nowMs - 9000, endedMs: null }
    const save = (change: Partial<InventoryStatus>, running: SyncStatus['running']) =>
      index.saveSyncState({
        status: { running, last: null, trouble: null, inventory: { ...begun, ...counts, problem: null, ...change } },
      })
    await index.acquireLease('one', nowMs, nowMs + 15_000)
    await save({}, { ...last, rangesDone: 1, ranges: 3 })
    expect(await status()).toMatchObject({
      state: 'sweeping',
      completeTo: null,
      inventory: { ...counts, state: 'reading', takenAt: new Date(nowMs - 86_400_000).toISOString(), endedAt: null },
    })
    await save({}, null)
    expect(await status()).toMatchObject({ inventory: { state: 'stopped' } })
    await save({ endedMs: nowMs }, null)
    expect(await status()).toMatchObject({ inventory: { state: 'done', problem: null } })
    const problem = { code: 'upstream', message: 'It is damaged.' }
    await save({ endedMs: nowMs, problem }, null)
    expect(await status()).toMatchObject({ state: 'waiting', inventory: { state: 'failed', problem } })
  })

  it('of a store of one’s own has no budget', async () => {
    const { index, status } = open({ eventQueue: null, endpoint: 'http://minio:9000' })
    await index.saveSyncState({ status: { running: null, last, trouble: null } })
    expect((await status()).pace).toMatchObject({ intervalSeconds: 60, by: 'shortest' })
  })

  it('is that of events while they are read, and that of sweeps once they are not', async () => {
    const { index, status } = open()
    expect(await status()).toMatchObject({ events: { state: 'silent', waiting: null }, completeTo: null })
    await index.saveEventState({ heardMs: nowMs - 1000, waiting: 0, inFlight: 0, completeToMs: nowMs - 2000 })
    // What lay there before the events began, only a sweep can know.
    expect(await status()).toMatchObject({ events: { state: 'live' }, completeTo: null })
    await index.saveSyncState({ completeToMs: nowMs - 100_000, status: { running: null, last, trouble: null } })
    expect(await status()).toMatchObject({
      events: { state: 'live', waiting: 0 },
      completeTo: new Date(nowMs - 2000).toISOString(),
      pace: { intervalSeconds: 21_600, by: 'events', delaySeconds: 2 },
    })
    const trouble = { atMs: nowMs - 500, code: 'access_denied', message: 'Allow sqs:ReceiveMessage.', consecutive: 3 }
    await index.saveEventState({ trouble })
    expect(await status()).toMatchObject({
      events: { state: 'failing', trouble: { message: 'Allow sqs:ReceiveMessage.' } },
      pace: { intervalSeconds: 6480, by: 'budget' },
    })
    await index.saveEventState({ trouble: null, heardMs: nowMs - 600_000 })
    expect(await status()).toMatchObject({ events: { state: 'silent' }, pace: { by: 'budget' } })
  })

  describe('shows what nobody understood', () => {
    it('the newest first, twenty at most, with the reason', async () => {
      const { index, status } = open()
      for (let at = 0; at < 25; at += 1) {
        await index.applyEvents({
          ...{ tasks: [], groups: [], gone: [], sequencers: [], newestMs: null, atMs: nowMs + at },
          setAside: [{ messageId: `m-${at}`, reason: 'The message is no JSON object.', body: '<b>', receives: 3 }],
          counts: { ...nothing, setAside: 1 },
        })
      }
      const { events } = await status()
      expect(events?.counts.setAside).toBe(25)
      expect(events?.setAside).toHaveLength(20)
      expect(events?.setAside[0]).toMatchObject({ messageId: 'm-24', reason: 'The message is no JSON object.' })
    })
  })
})
