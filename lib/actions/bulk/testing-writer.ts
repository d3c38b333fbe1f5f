/*
 * A worker as a process of its own: as long as it is not told to stop, it runs chosen tasks again, and new ones that fail or
 * succeed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createS3Store } from '@/lib/results/s3'
import { keyAt, resultText } from './testing-killed-shop'

/** What it tells in the end, once S3 has all of it. */
export type Written = { again: number[]; failed: number; succeeded: number }

const [endpoint = '', chosenCount = '', everyMs = '10'] = process.argv.slice(2)
const aws = { endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, region: 'us-east-1' }
const store = createS3Store({ kind: 's3', bucket: 'results', keyPrefix: 'shop/', aws })
const { signal } = new AbortController()
const put = (at: number, state: string, result: string) =>
  store.put(keyAt(at), Buffer.from(resultText(state, result)), signal)

/** New tasks have numbers behind all others. */
const firstNew = 10_000_000
const written: Written = { again: [], failed: 0, succeeded: 0 }
let stopped = false
process.on('message', () => {
  stopped = true
})
for (let turn = 0; !stopped; turn += 1) {
  // Two of three tasks have failed and were chosen; a golden step meets all parts of them alike.
  const place = Math.floor(((turn * 0.618_034) % 1) * Number(chosenCount))
  const chosen = Math.floor(place / 2) * 3 + (place % 2)
  await put(chosen, 'FAILURE', `again ${turn}`)
  written.again.push(chosen)
  await put(firstNew + 2 * turn, 'FAILURE', 'new')
  written.failed += 1
  await put(firstNew + 2 * turn + 1, 'SUCCESS', 'new')
  written.succeeded += 1
  await sleep(Number(everyMs))
}
process.send?.(written)
process.disconnect()
