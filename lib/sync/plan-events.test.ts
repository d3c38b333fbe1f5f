import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ObjectEvent } from '@/lib/events/object-event'
import { planEvents } from './plan-events'

const put = (change: Partial<ObjectEvent> = {}): ObjectEvent => ({
  kind: 'put',
  bucket: 'shop',
  key: 'a',
  version: 'v1',
  sizeBytes: 1,
  ofOneVersion: false,
  sequencer: '0A',
  atMs: 1000,
  ...change,
})
const removed = (change: Partial<ObjectEvent> = {}) => put({ kind: 'removed', version: null, ...change })
const mark = (version: string | null, sequencer: string | null) => [{ key: 'a', version, sequencer }]

describe('planning events', () => {
  it.each([
    ['a new object', [put()], mark(null, null), 'look'],
    ['a new version', [put({ version: 'v2', sequencer: '0B' })], mark('v1', '0A'), 'look'],
    ['a version that the index has', [put()], mark('v1', null), 'known'],
    ['an event without an ETag', [put({ version: null })], mark('v1', null), 'look'],
    ['a removal', [removed()], mark('v1', null), 'look'],
    ['a removal of what the index does not have', [removed()], mark(null, null), 'absent'],
    [
      'a removal of one version of what the index does not have',
      [removed({ ofOneVersion: true })],
      mark(null, null),
      'look',
    ],
    ['a removal without a sequencer', [removed({ sequencer: null })], mark('v1', '0F'), 'look'],
    ['a removal after a put', [put(), removed({ sequencer: '0B' })], mark('v1', null), 'look'],
    // Its time has whole seconds, so it may be the later one.
    [
      'a removal without a sequencer beside a put',
      [removed({ sequencer: null, atMs: 0 }), put()],
      mark('v1', null),
      'look',
    ],
    ['a put after a removal', [put({ sequencer: '0B' }), removed()], mark('v1', null), 'known'],
  ])('%s', (_what, events, marks, kind) => {
    expect(planEvents(events, marks).keys).toMatchObject([{ kind }])
  })

  it.each([['0A'], ['09'], ['0A00'], ['0']])('lets go of %s once 0A was applied', (sequencer) => {
    expect(planEvents([put({ sequencer, version: 'v0' })], mark('v1', '0A'))).toEqual({ keys: [], repeated: 1 })
  })

  it('takes a hundred thousand events of one key', () => {
    const many = Array.from({ length: 100_000 }, (_, at) =>
      put({ sequencer: (at + 1).toString(16).toUpperCase().padStart(8, '0') }),
    )
    // Where each were compared with all others, this would outlast the time that a test has.
    expect(planEvents(many, [])).toMatchObject({ keys: [{ key: 'a' }], repeated: 99_999 })
  })

  it('comes to the same whatever the order and however often they come', () => {
    const event = fc.record({
      key: fc.constantFrom('a', 'b'),
      kind: fc.constantFrom('put' as const, 'removed' as const),
      sequencer: fc.stringMatching(/^[0-9A-F]{1,3}[1-9A-F]$/),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(event, { selector: ({ key, sequencer }) => key + sequencer, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (events, order) => {
          const given = events.map((fields) => put({ ...fields, version: fields.sequencer }))
          const mixed = [...given, ...given.slice(0, 3)]
            .map((some) => ({ some, at: order.next().value ?? 0 }))
            .sort((x, y) => x.at - y.at)
            .map(({ some }) => some)
          const outcome = (list: ObjectEvent[]) =>
            planEvents(list, [{ key: 'a', version: 'x', sequencer: '5' }])
              .keys.map(({ key, kind, event: { sequencer } }) => `${key} ${kind} ${sequencer}`)
              .sort()
          expect(outcome(mixed)).toEqual(outcome(given))
          const plan = planEvents(mixed, [])
          expect(plan.keys.length + plan.repeated).toBe(mixed.length)
        },
      ),
    )
  })
})
