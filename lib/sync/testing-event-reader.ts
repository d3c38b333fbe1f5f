import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { openEventQueue } from '@/lib/event-queue/open'
import { openResultStore } from '@/lib/results/open'
import { systemClock } from './clock'
import { decodeDocument } from './decode-document'
import { keepReadingEvents } from './event-reader'
import { keyPrefix } from './testing'

/**
 * A process that reads events from a real queue into the database it is told, until it is killed, and says after every
 * write how many there were. killed-reader.test.ts starts several.
 */
const [url = '', endpoint = '', queueUrl = ''] = process.argv.slice(2)
const aws = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
const database = await openDatabase(url)
const index = openTaskIndex(database, 'killed')
let writes = 0
const telling: typeof index = {
  ...index,
  async applyEvents(batch) {
    const outcome = index.applyEvents(batch)
    // Between the beginning of the transaction and the removal of the messages: the parent kills at any of these moments.
    writes += 1
    process.send?.(writes)
    return outcome
  },
}
const parts = {
  index: telling,
  store: await openResultStore({ kind: 's3', bucket: 'shop', keyPrefix, aws }, () => {}),
  queue: await openEventQueue({ url: queueUrl, aws }, () => {}),
  decode: decodeDocument(1_000_000),
  bucket: 'shop',
  keyPrefix,
  now: systemClock.now,
}
const onError = (_part: string, error: unknown) => console.error(error)
process.on('disconnect', () => process.exit(0))
await keepReadingEvents(
  parts,
  { waitSeconds: 1, visibilitySeconds: 2, clock: systemClock, onError },
  new AbortController().signal,
)
