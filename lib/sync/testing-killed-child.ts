import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { startFromInventory } from './cold-start'
import { sweep } from './engine'
import { fillStore, testParts } from './testing'
import { inventoryOf } from './testing-inventory'

/**
 * A process that sweeps a bucket of its own making into the database it is told, or fills it from an inventory of that, and says
 * after every write how many there were. killed-sweep.test.ts and killed-inventory.test.ts end it in the middle.
 */
const [url = '', count = '0', from = 'bucket'] = process.argv.slice(2)
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
const options = { batchSize: 50, concurrency: 8 }
if (from === 'inventory') {
  parts.store.inventory = inventoryOf(parts.store)
  const onEnded = async () => {}
  await startFromInventory(
    { ...parts, index: telling },
    { ...options, onMoved() {}, onEnded, onError() {} },
    AbortSignal.any([]),
  )
} else await sweep({ ...parts, index: telling }, options)
process.send?.('whole')
await database.close()
