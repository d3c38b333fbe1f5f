import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { sweep } from './engine'
import { fillStore, testParts } from './testing'

/**
 * A process that sweeps a bucket of its own making into the database it is told, and says after every write how many
 * there were. killed-sweep.test.ts ends it in the middle.
 */
const [url = '', count = '0'] = process.argv.slice(2)
const database = await openDatabase(url)
const index = openTaskIndex(database, 'killed')
const parts = testParts()
fillStore(parts.store, Number(count))
let writes = 0
const telling: typeof index = {
  ...index,
  async apply(batch) {
    const outcome = index.apply(batch)
    // Between the beginning and the end of the transaction: the parent kills at any of these moments.
    writes += 1
    process.send?.(writes)
    return outcome
  },
}
await sweep({ ...parts, index: telling }, { batchSize: 50, concurrency: 8 })
process.send?.('whole')
await database.close()
