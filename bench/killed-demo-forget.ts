import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import Database from 'better-sqlite3'
import { buildIfNeeded, root } from '@/demo/build'
import { basePath, bucket, region } from '@/demo/cloud'
import { startShop } from '@/demo/shop'
import type { BulkAnswer, BulkDetail } from '@/lib/contract/bulk'

/**
 * `PORT=4150 node --import tsx bench/killed-demo-forget.ts`: the demo's shop with its producers and workers, and the built
 * dashboard looking at it with a database of its own. Forgets all that have succeeded (20,000 and more), ends the dashboard
 * with SIGKILL three times on the way and starts it again, then compares the bucket with what was there before. Unlike
 * `npm run demo` the bucket outlives the dashboard.
 */
const port = Number(process.env.PORT ?? 4150)
const api = `http://127.0.0.1:${port}/api/v1`
const q = 'state:SUCCESS'
const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-killed-'))
const file = path.join(folder, 'tombstone.db')
let dashboard: ChildProcess | undefined

await buildIfNeeded(console.log)
const shop = await startShop({
  results: Number(process.env.DEMO_RESULTS ?? 26_000),
  rate: 8,
  seed: 20_260,
  emulatorPort: 0,
})
const credentials = { accessKeyId: 'demo', secretAccessKey: 'demo' }
const s3 = new S3Client({ endpoint: shop.environment.AWS_ENDPOINT_URL, region, credentials, forcePathStyle: true })

function start(): void {
  dashboard = spawn(process.execPath, ['--import', 'tsx', 'lib/start.ts'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...shop.environment,
      ...{
        NODE_ENV: 'production',
        LOG_LEVEL: 'error',
        HOST: '127.0.0.1',
        PORT: String(port),
        DATABASE_URL: `file:${file}`,
      },
    },
  })
}

/** The process that serves is a child of the one that was started: the group is ended, by its id. */
async function kill(): Promise<void> {
  const ended = new Promise((resolve) => dashboard?.once('exit', resolve))
  if (dashboard?.pid !== undefined) process.kill(-dashboard.pid, 'SIGKILL')
  await ended
}

async function ask<T>(address: string, body?: object): Promise<T> {
  for (const deadline = Date.now() + 120_000; ; await sleep(250)) {
    const method = body === undefined ? 'GET' : 'POST'
    const answer = await fetch(api + address, { method, body: body && JSON.stringify(body) }).catch(() => null)
    if (answer?.ok) return answer.json()
    if (answer && answer.status < 500) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
    if (Date.now() > deadline) throw new Error(`The dashboard does not answer ${address}.`)
  }
}

async function stored(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  let token: string | undefined
  do {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: basePath, ContinuationToken: token })
    const page = await s3.send(command)
    for (const { Key = '', ETag = '' } of page.Contents ?? []) found.set(Key, ETag.replaceAll('"', ''))
    token = page.NextContinuationToken
  } while (token)
  return found
}

/** What the search means at that moment, by the index itself. */
function chosenUntil(untilMs: number): Map<string, string> {
  const database = new Database(file, { readonly: true })
  const rows = database
    .prepare('SELECT key, etag FROM task WHERE state = ? AND lastModifiedMs <= ? AND indexedMs <= ?')
    .all('SUCCESS', untilMs, untilMs)
  database.close()
  // The two columns that were asked for.
  return new Map((rows as { key: string; etag: string }[]).map(({ key, etag }) => [key, etag]))
}

async function run(): Promise<void> {
  start()
  for (let objects = 0; objects < shop.objects; await sleep(1000)) {
    const { total } = await ask<{ total: { count: number } }>('/tasks?limit=1')
    objects = total.count
  }
  const selection = { kind: 'search', q }
  const counted = await ask<BulkAnswer>('/bulk', { kind: 'forget', selection, dryRun: true })
  if (!counted.dryRun) throw new Error('It was not counted.')
  const { until, count } = counted.preview
  const chosen = chosenUntil(Date.parse(until))
  const confirmed = { kind: 'forget', selection: { ...selection, until }, confirm: count, perSecond: 2000 }
  const before = await stored()
  const answer = await ask<BulkAnswer>('/bulk', confirmed)
  if (answer.dryRun) throw new Error('It was only counted.')
  const { id, total } = answer.job
  console.log(`${total} chosen of ${before.size} results; the workers go on.`)
  const startedMs = Date.now()
  for (const share of [0.2, 0.45, 0.7]) {
    let job = await ask<BulkDetail>(`/bulk/${id}`)
    for (; job.processed < share * total; await sleep(50)) job = await ask<BulkDetail>(`/bulk/${id}`)
    await kill()
    console.log(`SIGKILL after ${job.processed} were noted.`)
    start()
  }
  let job = await ask<BulkDetail>(`/bulk/${id}`)
  for (; job.finishedAt === null; await sleep(250)) job = await ask<BulkDetail>(`/bulk/${id}`)
  const after = await stored()
  const gone = [...before.keys()].filter((key) => !after.has(key))
  const rewritten = [...chosen].filter(([key, etag]) => after.has(key) && after.get(key) !== etag)
  const faults = {
    'chosen and still there': [...chosen].filter(([key, etag]) => after.get(key) === etag).length,
    'gone and not chosen': gone.filter((key) => !chosen.has(key)).length,
    'gone, but newer than what was chosen': gone.filter((key) => before.get(key) !== chosen.get(key)).length,
    'counted otherwise than they are': Math.abs(job.done - (chosen.size - rewritten.length)),
  }
  const written = [...after].filter(([key, etag]) => before.get(key) !== etag).length
  const seconds = Math.round((Date.now() - startedMs) / 1000)
  console.log({
    status: job.status,
    total,
    done: job.done,
    skipped: job.skipped,
    failed: job.failed,
    chosen: chosen.size,
  })
  console.log({ gone: gone.length, rewritten: rewritten.length, writtenMeanwhile: written, seconds, ...faults })
  if (job.status !== 'done' || job.failed > 0 || Object.values(faults).some((count) => count > 0)) process.exitCode = 1
}

try {
  await run()
} finally {
  await kill().catch(() => {})
  shop.stop()
  s3.destroy()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()
