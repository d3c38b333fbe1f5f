import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { readContents } from '@/lib/db/testing-contents'
import { recountStored, recountTotals, sortedRows } from '@/lib/db/testing-recount'
import { inFull } from '@/lib/sync/testing-seeds'
import { benchBucket, benchPrefix } from './settings'
import { syntheticBucket } from './synthetic-bucket'
import { faultless } from './synthetic-faults'
import { syntheticServer } from './synthetic-s3'

const objects = 3000
const concurrency = 8
const leaseMs = 15_000
const root = process.cwd()

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** `npm run sync`, as on a machine of its own. */
function startSync(databaseUrl: string, s3Port: number): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/sync/cli.ts'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NODE_NO_WARNINGS: '1',
      LOG_LEVEL: 'error',
      CONFIG_FILE: '',
      APP_NAME: 'app',
      DATABASE_URL: databaseUrl,
      SYNC_CONCURRENCY: String(concurrency),
      CELERY_RESULT_BACKEND: 's3',
      CELERY_S3_BUCKET: benchBucket,
      CELERY_S3_BASE_PATH: benchPrefix,
      CELERY_BROKER_URL: '',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${s3Port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    },
  })
  closers.push(() => child.kill('SIGKILL'))
  return child
}

describeDatabases('Two sync processes on one database', (databases) => {
  // Each takes as long as two leases; of both databases, PostgreSQL is the one for several machines.
  it.runIf(inFull || databases.kind === 'postgresql')(
    'sweep one at a time; when the one is killed, the other takes over within the lease',
    async () => {
      const bucket = syntheticBucket(objects, benchPrefix)
      const server = syntheticServer(bucket, { ...faultless, latencyMs: 10 })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      closers.push(
        () => server.closeAllConnections(),
        () => server.close(),
      )
      let reads = 0
      server.on('request', ({ url = '' }) => {
        if (url.includes('celery-task-meta-') && !url.includes('list-type')) reads += 1
      })

      const url = await databases.freshUrl()
      const database = await databases.open(url)
      const index = openTaskIndex(database, 'app')
      const { port } = server.address() as AddressInfo
      const processes = [startSync(url, port), startSync(url, port)]
      const holder = async () => {
        const { leaseHolder } = await index.getSyncState()
        return processes.find(({ pid }) => leaseHolder?.includes(`-${pid}-`))
      }

      // In the middle of the first sweep.
      await expect.poll(() => reads, { timeout: 30_000, interval: 20 }).toBeGreaterThan(objects / 4)
      const first = await holder()
      if (!first) throw new Error('Nobody holds the lease.')
      first.kill('SIGKILL')
      const killedMs = performance.now()
      const readsOfFirst = reads
      expect(readsOfFirst).toBeLessThan(objects)

      const other = processes.find((child) => child !== first)
      await expect.poll(async () => (await holder())?.pid, { timeout: leaseMs * 2 }).toBe(other?.pid)
      // The lease at its longest, one look at it, and the machine's slowness.
      expect(performance.now() - killedMs).toBeLessThan(leaseMs + leaseMs / 3 + 3000)
      const finished = async () => (await index.getSyncState()).completeToMs
      await expect.poll(finished, { timeout: 60_000 }).not.toBeNull()

      const contents = await readContents(database, 'app')
      const indexed = contents.tasks.map(({ key, etag }) => `${key} ${etag}`).sort()
      expect(indexed).toEqual(Array.from({ length: objects }, (_, at) => `${bucket.key(at)} ${bucket.version(at)}`))
      expect(sortedRows(contents.stored)).toEqual(recountStored(contents))
      expect(sortedRows(contents.totals)).toEqual(recountTotals(contents))
      const days = contents.history.filter(({ widthSeconds }) => widthSeconds === 86_400)
      expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(objects)
      // Nothing was read twice but what the killed process had read and not yet written: batches that wait, requests.
      expect(reads - objects).toBeLessThanOrEqual(3 * 1500 + concurrency)
    },
    150_000,
  )
})
