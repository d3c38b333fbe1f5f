import { describe, expect, it } from 'vitest'
import { openMemoryIndex } from '@/lib/db/memory-index'
import { seedsToRun } from './testing-seeds'
import { simulate } from './testing-simulation'

const perTest = 100

async function inMemory() {
  const index = openMemoryIndex()
  return { index, contents: async () => index.contents() }
}

describe('A simulated bucket, with crashes, throttling, broken bodies and wrong clocks', () => {
  const seeds = seedsToRun(300, 5000)
  for (let from = 0; from < seeds.length; from += perTest) {
    const some = seeds.slice(from, from + perTest)
    it(`is what the index says after a sweep without faults, for the seeds ${some[0]} to ${some.at(-1)}`, async () => {
      for (const seed of some) {
        await simulate(seed, inMemory)
      }
    }, 120_000)
  }

  it('goes the same way again for the same seed', async () => {
    for (const seed of [7, 1234]) expect(await simulate(seed, inMemory)).toEqual(await simulate(seed, inMemory))
  })
})
