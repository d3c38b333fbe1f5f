import fc from 'fast-check'
import { expect, it } from 'vitest'
import { whatIf } from '@/lib/contract/storage'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { batch } from '@/lib/db/testing-rows'
import { storageWhatIf } from './storage-what-if'
import { failedTask, taskRow } from './testing'

const gb = 2 ** 30
const nowMs = Date.UTC(2026, 10, 20, 12)
const daysAgo = (days: number) => nowMs - days * 86_400_000

describeDatabases('What would be stored', (databases) => {
  const subject = { appId: 'kept', region: 'us-east-1' }
  async function open() {
    const database = await databases.open()
    const tasks = [
      taskRow('new', daysAgo(0), { sizeBytes: gb }),
      taskRow('old', daysAgo(10), { sizeBytes: gb }),
      taskRow('report', daysAgo(40), { sizeBytes: 10 * gb, name: 'reports.daily' }),
      failedTask('failed', daysAgo(10), { sizeBytes: 2 * gb }),
    ]
    await openTaskIndex(database, 'kept').apply(batch({ tasks }))
    return database
  }

  it('is told by rule and by day, and the first rule that fits decides', async () => {
    const database = await open()
    const rules = [
      { state: null, type: 'reports.*', days: null },
      { state: 'SUCCESS', type: null, days: 7 },
      { state: 'FAILURE', type: null, days: 30 },
    ]
    const told = whatIf.parse(await storageWhatIf(database, subject, { rules }, nowMs))
    expect(told.before).toEqual({ objects: 4, bytes: 14 * gb, dollarsPerMonth: expect.closeTo(14 * 0.023) })
    expect(told.after).toEqual({ objects: 3, bytes: 13 * gb, dollarsPerMonth: expect.closeTo(13 * 0.023) })
    expect(told.rules.map(({ objects, dollarsPerMonth }) => [objects, dollarsPerMonth])).toEqual([
      [0, 0],
      [1, expect.closeTo(0.023)],
      [0, 0],
    ])
    expect(told.days.map(({ day, after }) => [day, after.objects])).toEqual([
      ['2026-11-20', 1],
      ['2026-11-10', 1],
      ['2026-10-11', 1],
    ])
  })

  it('always adds up, and longer keeping keeps more', async () => {
    const database = await open()
    const rule = fc.record({
      state: fc.constantFrom(null, 'SUCCESS', 'FAILURE'),
      type: fc.constantFrom(null, 'reports.*', 'app.add', '*'),
      days: fc.constantFrom(null, 1, 9, 10, 39, 100),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { maxLength: 4 }), async (rules) => {
        const told = await storageWhatIf(database, subject, { rules }, nowMs)
        const gone = told.rules.reduce((sum, { bytes }) => sum + bytes, 0)
        expect(told.after.bytes + gone).toBe(told.before.bytes)
        const longer = rules.map((some) => ({ ...some, days: some.days === null ? null : some.days + 1 }))
        const later = await storageWhatIf(database, subject, { rules: longer }, nowMs)
        expect(later.after.objects).toBeGreaterThanOrEqual(told.after.objects)
      }),
      { numRuns: 25 },
    )
  })

  it('prices what goes by the classes and sizes of what goes', async () => {
    const database = await databases.open()
    const infrequent = { storageClass: 'STANDARD_IA' }
    const tasks = [
      taskRow('old-small', daysAgo(20), { sizeBytes: 1024, ...infrequent }),
      taskRow('new-large', daysAgo(2), { sizeBytes: gb, ...infrequent }),
      taskRow('old-standard', daysAgo(20), { sizeBytes: gb }),
    ]
    await openTaskIndex(database, 'kept').apply(batch({ tasks }))
    const rules = [{ state: null, type: null, days: 7 }]
    const told = await storageWhatIf(database, subject, { rules }, nowMs)
    // 128 KB × 0.0125 for the small one, and 1 GB × 0.023
    const small = (131_072 / gb) * 0.0125
    expect(told.rules[0]?.dollarsPerMonth).toBeCloseTo(small + 0.023, 12)
    expect(told.after.dollarsPerMonth).toBeCloseTo(0.0125, 12)
    // Ten days of thirty are left.
    expect(told.earlyDeletionDollars).toBeCloseTo(small / 3, 12)
    expect(told.transition).toBeNull()
  })

  it('tells what moves to another class of what the rules leave', async () => {
    const database = await open()
    await openTaskIndex(database, 'kept').apply(batch({ tasks: [taskRow('tiny', daysAgo(50), { sizeBytes: 10 })] }))
    const rules = [{ state: 'FAILURE', type: null, days: 7 }]
    const transition = { storageClass: 'GLACIER', days: 9 } as const
    const told = whatIf.parse(await storageWhatIf(database, subject, { rules, transition }, nowMs))
    expect(told.transition).toMatchObject({
      ...transition,
      objects: 2,
      bytes: 11 * gb,
      stayingObjects: 1,
      feeDollars: expect.closeTo((2 / 1000) * 0.03, 12),
      dollarsBefore: expect.closeTo(11 * 0.023, 12),
    })
    const later = await storageWhatIf(database, subject, { rules: [], transition: { ...transition, days: 39 } }, nowMs)
    expect(later.transition).toMatchObject({ objects: 1, bytes: 10 * gb })
  })
})
