import { fork } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { startEmulator } from '@/demo/emulator'
import { openMemoryBroker } from '@/lib/broker/memory'
import { openActionLog } from '@/lib/db/action-log'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { createS3Store } from '@/lib/results/s3'
import { systemClock } from '@/lib/sync/clock'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import type { BulkParts } from './bulk-parts'
import { createBulkJob } from './create-bulk-job'

/** 20,000 takes a minute: `BULK_TEST_OBJECTS=20000 npx vitest run lib/actions/bulk/killed-forget.test.ts`. */
const objects = Number(process.env.BULK_TEST_OBJECTS ?? 2000)
/** As long as the job takes with its four processes, more or less. */
const writingMs = 8000
const child = path.join(import.meta.dirname, 'testing-killed-forget.ts')
const keyOf = (at: number) =>
  `shop/celery-task-meta-${(Math.imul(at, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')}-${at}`
const documentOf = (state: string, version: number) =>
  Buffer.from(JSON.stringify({ status: state, result: version, traceback: null, children: [], name: 'shop.sum' }))

/** Does the job in a process of its own, which ends at its nth transaction; null: never. */
function forgetAndKill(args: string[], atWrite: number | null): Promise<{ signal: string | null; whole: boolean }> {
  const running = fork(child, [...args, String(atWrite ?? '')], { execArgv: ['--import', 'tsx'], stdio: 'inherit' })
  let whole = false
  return new Promise((resolve, reject) => {
    running.on('message', (message) => {
      whole ||= message === 'whole'
    })
    running.on('error', reject)
    running.on('exit', (_code, signal) => resolve({ signal, whole }))
  })
}

describeDatabases('A bulk forget killed three times', (databases) => {
  it('forgets exactly what matched while workers write, and counts the truth', async () => {
    const emulator = await startEmulator()
    emulator.s3.createBucket('results')
    const put = (at: number, state: string, version: number) =>
      emulator.s3.putObject('results', keyOf(at), documentOf(state, version))
    // Half as many succeeded between them, and stay.
    for (let at = 0; at < objects * 1.5; at += 1) put(at, at % 3 === 2 ? 'SUCCESS' : 'FAILURE', 1)

    const url = await databases.freshUrl()
    const database = await databases.open(url)
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
    const aws = { endpoint: emulator.url, credentials, region: 'us-east-1' }
    const store = createS3Store({ kind: 's3', bucket: 'results', keyPrefix: 'shop/', aws })
    const index = openTaskIndex(database, 'shop')
    const sweepAll = () => sweep({ store, index, keyPrefix: 'shop/', now: Date.now, decode: decodeDocument(1_000_000) })
    await sweepAll()
    const parts: BulkParts = {
      ...{ database, appId: 'shop', store, index, keyPrefix: 'shop/', graceMs: 0, archive: null },
      broker: openMemoryBroker([]),
      log: openActionLog(database, 'shop'),
      clock: systemClock,
      newId: () => crypto.randomUUID(),
      visibilityTimeoutSeconds: null,
    }
    const selection = { kind: 'search', q: 'state:FAILURE' } as const
    const request = { kind: 'forget', selection, dryRun: false, archive: false, confirm: objects } as const
    const jobId = await createBulkJob(parts, request)
    const matching = Array.from({ length: objects * 1.5 }, (_, at) => at).filter((at) => at % 3 !== 2)

    // Workers: every hundredth is run again meanwhile, and as many new ones fail.
    const again = matching.filter((at) => at % 100 === 0)
    let written = 0
    const writing = setInterval(() => {
      const at = again[written]
      if (at === undefined) return
      put(at, 'FAILURE', 2)
      put(10_000_000 + at, 'FAILURE', 1)
      written += 1
    }, writingMs / again.length)
    const startedMs = performance.now()
    const args = [url, emulator.url, 'shop', jobId]
    for (const atWrite of [2, 2, 1]) {
      expect(await forgetAndKill(args, atWrite)).toEqual({ signal: 'SIGKILL', whole: false })
    }
    expect(await forgetAndKill(args, null)).toEqual({ signal: null, whole: true })
    const seconds = (performance.now() - startedMs) / 1000
    clearInterval(writing)

    const job = await database.reader.bulkJob.findUniqueOrThrow({ where: { id: jobId } })
    if (process.env.BULK_TEST_OBJECTS)
      console.log(databases.kind, { seconds, written, done: job.done, skipped: job.skipped })
    expect(job).toMatchObject({ status: 'done', failed: 0, uncertain: 0, total: objects })
    expect(job.done + job.skipped).toBe(objects)
    // A worker may also have written after the key was forgotten: then both are true, and what is newer lies there.
    expect(job.skipped).toBeLessThanOrEqual(written)
    const left = new Set(
      emulator.s3.listObjects('results', { prefix: 'shop/', maxKeys: 1e9 }).objects.map(({ key }) => key),
    )
    const newer = new Set(again.slice(0, written))
    for (const at of matching) expect(left.has(keyOf(at)), keyOf(at)).toBe(newer.has(at))
    expect(left.size).toBe(objects / 2 + 2 * written)
    await sweepAll()
    expect(await database.reader.task.count()).toBe(left.size)
    await emulator.close()
  }, 300_000)
})
