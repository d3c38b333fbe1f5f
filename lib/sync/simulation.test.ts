import { describe, expect, it } from 'vitest'
import { openMemoryIndex } from '@/lib/db/memory-index'
import { seedsToRun } from './testing-seeds'
import { simulate } from './testing-simulation'

const perTest = 100

async function inMemory() {
  const index = openMemoryIndex()
  return { index, contents: async () => index.contents() }
}

describe('A simulated bucket, with crashes, throttling, broken bodies, wrong clocks and events that go astray', () => {
  const seeds = seedsToRun(300, 5000)
  const met = new Map<string, number>()
  for (let from = 0; from < seeds.length; from += perTest) {
    const some = seeds.slice(from, from + perTest)
    it(`is what the index says in the end, for the seeds ${some[0]} to ${some.at(-1)}`, async () => {
      for (const seed of some) {
        const { meetings } = await simulate(seed, inMemory)
        for (const [kind, times] of meetings) met.set(kind, times + (met.get(kind) ?? 0))
      }
    }, 240_000)
  }

  it.skipIf(seeds.length === 1)('meets every kind of trouble', () => {
    for (const kind of kinds) expect(met.get(kind) ?? 0, kind).toBeGreaterThan(50)
  })

  it('goes the same way again for the same seed', async () => {
    for (const seed of [7, 1234]) expect(await simulate(seed, inMemory)).toEqual(await simulate(seed, inMemory))
  })
})

const kinds = [
  'crash',
  'handover of the lease',
  'lost event',
  'repeated event',
  'overtaken event',
  'message that comes again',
]
