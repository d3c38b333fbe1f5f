import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { deleteLatencyMs, listLatencyMs } from './settings'
import { type SyntheticBucket, syntheticBucket } from './synthetic-bucket'
import { syntheticServer } from './synthetic-s3'

/**
 * The synthetic S3 with the time that S3 takes for a page of LIST and for DeleteObjects of 1,000 keys, and a bit for each
 * object that says whether it was deleted: `GET /-/deleted` counts them. As a process of its own, like synthetic-s3.ts.
 */
export function delayedServer(bucket: SyntheticBucket) {
  const deleted = new Uint8Array(Math.ceil(bucket.size / 8))
  let count = 0
  const inner = syntheticServer(bucket)

  async function deleteObjects(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const chunk of request) text += chunk
    await sleep(deleteLatencyMs)
    for (const [, key = ''] of text.matchAll(/<Key>(.*?)<\/Key>/g)) {
      const number = bucket.find(key)
      if (number === null) continue
      const [byte, bit] = [number >> 3, 1 << (number & 7)]
      if (((deleted[byte] ?? 0) & bit) === 0) count += 1
      deleted[byte] = (deleted[byte] ?? 0) | bit
    }
    answer(response, 'application/xml', '<DeleteResult></DeleteResult>')
  }

  return createServer((request, response) => {
    if (request.url === '/-/deleted') return answer(response, 'application/json', String(count))
    if (request.method === 'POST') return void deleteObjects(request, response)
    const waits = request.url?.includes('list-type=2') ? listLatencyMs : 0
    setTimeout(() => inner.emit('request', request, response), waits)
  })
}

function answer(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

if (process.send && process.argv[1]?.endsWith('delayed-s3.ts')) {
  const [objects = '20000', keyPrefix = ''] = process.argv.slice(2)
  const server = delayedServer(syntheticBucket(Number(objects), keyPrefix))
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
  process.on('disconnect', () => process.exit(0))
}
