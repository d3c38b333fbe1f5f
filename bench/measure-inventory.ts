import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { openDatabase } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { openResultStore } from '@/lib/results/open'
import { startFromInventory } from '@/lib/sync/cold-start'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import { delayedServer } from './delayed-s3'
import { maxRssMb } from './measurement'
import { benchAws, benchBucket, benchPrefix } from './settings'
import { type SyntheticBucket, syntheticBucket } from './synthetic-bucket'

/**
 * A cold start by listing against one from an inventory, each LIST page taking 100 ms: `node --import tsx
 * bench/measure-inventory.ts 100000 [milliseconds a GET takes] [listing,inventory]`. Prints the seconds, and those of the processor,
 * until every result is in the index and until the index is known to be complete. With `naming` as the way, no object is read: only
 * how long each way takes to name all keys.
 */
const [objects = '100000', getMs = '0', ways = 'listing,inventory'] = process.argv.slice(2)
const folder = 'daily/bench/tombstone/'
const date = '2026-11-20T01-00Z'
const rowsPerFile = 250_000

if (ways === 'serve') serve(syntheticBucket(Number(objects), benchPrefix))
else await main()

async function main(): Promise<void> {
  const script = path.join(import.meta.dirname, 'measure-inventory.ts')
  const child = fork(script, [objects, getMs, 'serve'], { execArgv: ['--import', 'tsx'] })
  const { port } = await new Promise<{ port: number }>((resolve) => child.once('message', resolve as () => void))
  const folderOfDatabases = mkdtempSync(path.join(tmpdir(), 'tombstone-inventory-'))
  for (const way of ways.split(',')) {
    const database = await openDatabase(`file:${path.join(folderOfDatabases, `${way}-${Math.random()}.db`)}`)
    const requests = new Map<string, number>()
    const store = await openResultStore(
      {
        kind: 's3',
        bucket: benchBucket,
        keyPrefix: benchPrefix,
        aws: benchAws(port),
        ...(way !== 'listing' ? { inventory: { bucket: 'inventory', folder } } : {}),
      },
      (operation) => requests.set(operation, (requests.get(operation) ?? 0) + 1),
    )
    const index = openTaskIndex(database, 'bench')
    const parts = { store, index, decode: decodeDocument(2_097_152), keyPrefix: benchPrefix, now: Date.now }
    const quiet = { onMoved: () => {}, onEnded: async () => {}, onError: (error: unknown) => console.error(error) }
    const startedMs = performance.now()
    const before = process.cpuUsage()
    const prefix = `${benchPrefix}celery-task`
    const { signal } = new AbortController()
    if (way === 'naming') {
      let listed = 0
      for await (const page of store.list({ prefix }, signal)) listed += page.length
      const listedMs = performance.now() - startedMs
      let named = 0
      const inventory = await store.inventory?.newest(signal)
      for await (const page of inventory?.keys(prefix, signal) ?? []) named += page.keys.length
      const namedMs = performance.now() - startedMs - listedMs
      console.log(`naming: ${listed} keys by LIST in ${listedMs} ms, ${named} by the inventory in ${namedMs} ms`)
      await database.close()
      continue
    }
    const seconds = () => {
      const { user, system } = process.cpuUsage(before)
      const wall = (performance.now() - startedMs) / 1000
      return `${wall.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of the processor)`
    }
    const filled = await startFromInventory(parts, { ...quiet, concurrency: 32 }, AbortSignal.any([]))
    const filledSeconds = seconds()
    const { counters } = await sweep(parts, { concurrency: 32 })
    const read = (filled?.read ?? 0) + counters.fetched
    const made = [...requests].map(([operation, count]) => `${operation} ${count}`).join(', ')
    const until = filled ? `filled after ${filledSeconds}, ` : ''
    console.log(
      `${way}: ${until}complete after ${seconds()}; ${read} read; ${made}; at most ${Math.round(maxRssMb())} MB`,
    )
    await database.close()
  }
  child.disconnect()
  rmSync(folderOfDatabases, { recursive: true, force: true })
}

/** The delayed S3, and beside its bucket another one with an inventory of it. */
function serve(bucket: SyntheticBucket): void {
  const inner = delayedServer(bucket)
  const objectsOfInventory = inventoryOf(bucket)
  const server = createServer((request, response) => {
    const [url = ''] = (request.url ?? '').split('?')
    if (!url.startsWith('/inventory')) {
      const waits = url.endsWith(`/${benchBucket}/`) || url.endsWith(`/${benchBucket}`) ? 0 : Number(getMs)
      setTimeout(() => inner.emit('request', request, response), waits)
      return
    }
    const key = decodeURIComponent(url.slice('/inventory/'.length))
    const body = objectsOfInventory.get(key) ?? Buffer.from(listing([...objectsOfInventory.keys()]))
    const headers = { 'content-length': body.length, etag: '"i"', 'last-modified': new Date(0).toUTCString() }
    response.writeHead(200, headers).end(body)
  })
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
  process.on('disconnect', () => process.exit(0))
}

function inventoryOf(bucket: SyntheticBucket): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let from = 0; from < bucket.size; from += rowsPerFile) {
    const rows = Array.from({ length: Math.min(rowsPerFile, bucket.size - from) }, (_, at) => {
      const number = from + at
      const modified = new Date(bucket.modifiedMs(number)).toISOString()
      return `"${benchBucket}","${bucket.key(number)}","1200","${modified}","${bucket.version(number)}","STANDARD"\n`
    })
    found.set(`${folder}data/${from}.csv.gz`, gzipSync(rows.join('')))
  }
  const md5 = (bytes: Buffer | string) => createHash('md5').update(bytes).digest('hex')
  const manifest = JSON.stringify({
    sourceBucket: benchBucket,
    destinationBucket: 'arn:aws:s3:::inventory',
    version: '2016-11-30',
    creationTimestamp: String(Date.UTC(2026, 10, 20, 1)),
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size, LastModifiedDate, ETag, StorageClass',
    files: [...found].map(([key, body]) => ({ key, size: body.length, MD5checksum: md5(body) })),
  })
  found.set(`${folder}${date}/manifest.json`, Buffer.from(manifest))
  found.set(`${folder}${date}/manifest.checksum`, Buffer.from(md5(manifest)))
  return found
}

function listing(keys: string[]): string {
  const entries = keys
    .sort()
    .filter((key) => key.includes(date))
    .map((key) => `<Contents><Key>${key}</Key><Size>1</Size><ETag>"i"</ETag></Contents>`)
  return `<ListBucketResult><IsTruncated>false</IsTruncated>${entries.join('')}</ListBucketResult>`
}
