import { describe, expect, it } from 'vitest'
import { ApiError } from '@/lib/client/api-error'
import type { SyncStatusBody } from '@/lib/contract/sync'
import { describeFreshness } from './freshness.model'

const now = Date.parse('2026-11-21T12:05:00Z')
const status = (state: SyncStatusBody['state'], completeTo: string | null): SyncStatusBody => ({
  state,
  completeTo,
  running: null,
  last: null,
  nextSweepAt: null,
  trouble: null,
  inventory: null,
  pace: {
    intervalSeconds: 60,
    by: 'shortest',
    budgetDollars: null,
    dollarsPerMonth: null,
    basis: '',
    delaySeconds: 61,
  },
  events: null,
  indexed: { tasks: 0, unfinished: 0, unfinishedExact: true, unreadable: 0, groups: 0 },
  spending: { operations: [], dollarsToday: null, dollarsLast30Days: null, basis: '' },
})
const line = (state: SyncStatusBody['state'], completeTo: string | null) =>
  describeFreshness(status(state, completeTo), null, now).line

describe('freshness', () => {
  it('says until when the lists are complete, in local time', () =>
    expect(line('waiting', '2026-11-21T12:03:20.000Z')).toBe('Complete to 17:48:20'))
  it('adds the date where it is not today', () =>
    expect(line('waiting', '2026-11-19T12:03:20.000Z')).toBe('Complete to 19 Nov 17:48:20'))
  it('tells the first sweep from the others', () => {
    expect(line('sweeping', null)).toBe('First sweep…')
    expect(line('sweeping', '2026-11-21T12:03:20.000Z')).toBe('Complete to 17:48:20')
  })
  it('says that an inventory is being read only while nothing is complete', () => {
    const inventory: NonNullable<SyncStatusBody['inventory']> = {
      state: 'reading',
      label: 's3://inventory/daily/',
      takenAt: null,
      startedAt: '2026-11-21T12:03:20.000Z',
      endedAt: null,
      files: 0,
      filesDone: 0,
      rows: 0,
      listed: 0,
      known: 0,
      read: 0,
      missing: 0,
      left: 0,
      problem: null,
    }
    const during = (completeTo: string | null, state: typeof inventory.state) =>
      describeFreshness({ ...status('sweeping', completeTo), inventory: { ...inventory, state } }, null, now).line
    expect(during(null, 'reading')).toBe('From inventory…')
    expect(during(null, 'failed')).toBe('First sweep…')
    expect(during('2026-11-21T12:03:20.000Z', 'reading')).toBe('Complete to 17:48:20')
  })
  it('keeps the last known moment when sync fails or is off', () => {
    expect(line('failing', '2026-11-21T12:03:20.000Z')).toBe('Failing · 17:48:20')
    expect(line('off', null)).toBe('Sync is off')
  })
  it('is live where events come, and says how many wait', () => {
    const events: NonNullable<SyncStatusBody['events']> = {
      state: 'live',
      queue: 'https://sqs/events',
      heardAt: null,
      newestAt: null,
      waiting: 0,
      inFlight: 0,
      backlogAt: null,
      oldestAt: null,
      counts: { messages: 0, applied: 0, read: 0, repeated: 0, foreign: 0, others: 0, setAside: 0 },
      trouble: null,
      setAside: [],
    }
    const live = (change: Partial<typeof events>, state: SyncStatusBody['state'] = 'waiting') =>
      describeFreshness({ ...status(state, '2026-11-21T12:03:20.000Z'), events: { ...events, ...change } }, null, now)
    expect(live({})).toMatchObject({ tone: 'good', line: 'Live · 17:48:20' })
    expect(live({}, 'sweeping')).toMatchObject({ tone: 'busy', line: 'Live · 17:48:20' })
    expect(live({ waiting: 12_345 })).toMatchObject({ tone: 'busy', line: '12,345 events behind' })
    expect(live({ waiting: 1 })).toMatchObject({ line: '1 event behind' })
    expect(live({ state: 'failing' })).toMatchObject({ tone: 'warn', line: 'Complete to 17:48:20' })
    expect(live({ state: 'silent' }).sentence).toContain('Nobody reads the events')
    // What the sweep has to say goes first.
    expect(live({}, 'failing')).toMatchObject({ tone: 'bad', line: 'Failing · 17:48:20' })
  })
  it('passes on why it does not know', () => {
    const { sentence, tone } = describeFreshness(undefined, new ApiError('database', 'The database is away.'), now)
    expect([tone, sentence]).toEqual(['bad', 'The database is away.'])
  })
})
