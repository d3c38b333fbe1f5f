import { it } from 'vitest'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { readContents } from '@/lib/db/testing-contents'
import { seedsToRun } from './testing-seeds'
import { simulate } from './testing-simulation'

describeDatabases('A simulated bucket', (databases) => {
  it('is what the index says after a sweep without faults', async () => {
    const database = await databases.open()
    for (const seed of seedsToRun(6, 150)) {
      // An app of its own for each, which costs less than a database.
      const appId = `seed-${seed}`
      await simulate(seed, async () => ({
        index: openTaskIndex(database, appId),
        contents: () => readContents(database, appId),
        async keysWith(word) {
          const found = database.text.newest(appId, [{ words: [word], prefix: false }], 2 ** 42, 100)
          return (await database.reader.$queryRaw<{ key: string }[]>(found)).map(({ key }) => key)
        },
      }))
    }
  }, 900_000)
})
