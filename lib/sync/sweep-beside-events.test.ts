import { describe, it } from 'vitest'
import type { MemoryIntercept } from '@/lib/results/memory'
import { sweep } from './engine'
import { readEventsOnce } from './event-round'
import { documentOf, expectIndexEqualsBucket, taskKeyOf } from './testing'
import { eventTestParts } from './testing-events'

const { signal } = new AbortController()
const [a, b] = [taskKeyOf('a'), taskKeyOf('b')]

function setUp() {
  const events = eventTestParts()
  const { parts } = events
  const round = () => readEventsOnce(parts, { waitSeconds: 0 }, signal)
  /** Sweeps one object after the other; `meanwhile` happens before each GET of the sweep is answered. */
  const sweepWhile = async (meanwhile: Record<string, () => Promise<void> | void>) => {
    const intercept: MemoryIntercept = async ({ operation, key }) => {
      if (operation !== 'get') return undefined
      // What happens meanwhile reads objects itself.
      parts.store.intercept = null
      await meanwhile[key]?.()
      parts.store.intercept = intercept
      return undefined
    }
    parts.store.intercept = intercept
    await sweep(parts, { concurrency: 1 })
    parts.store.intercept = null
  }
  return { ...events, round, sweepWhile }
}

describe('a sweep beside a reader of events', () => {
  it('does not remove what was written again after it saw it gone', async () => {
    for (const knownBefore of [false, true]) {
      const { parts, written, removed, round, sweepWhile } = setUp()
      await written(a, documentOf({ result: 1 }))
      await written(b, documentOf())
      if (knownBefore) await sweep(parts)
      await written(a, documentOf({ result: 2 }))
      await written(b, documentOf({ result: 2 }))
      await sweepWhile({
        [a]: () => {
          parts.queue.send(removed(a))
        },
        [b]: async () => {
          await parts.clock.advance(2000)
          parts.queue.send(await written(a, documentOf({ result: 3 })))
          await round()
        },
      })
      await expectIndexEqualsBucket(parts)
    }
  })
})
