import { fork } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/demo/emulator'
import { openMemoryBroker } from '@/lib/broker/memory'
import { openActionLog } from '@/lib/db/action-log'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { createS3Store } from '@/lib/results/s3'
import { systemClock } from '@/lib/sync/clock'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import { inFull } from '@/lib/sync/testing-seeds'
import type { BulkParts } from './bulk-parts'
import { createBulkJob } from './create-bulk-job'
import { keyAt, resultText } from './testing-killed-shop'
import type { Written } from './testing-writer'

/** Results that match. Half as many succeeded between them, and stay. */
const objects = inFull ? 20_000 : 2000
/** The transaction of each process at which it ends, all along the job. */
const kills = inFull ? [7, 12, 15] : [2, 2, 1]
const file = (name: string) => path.join(import.meta.dirname, name)
const execArgv = ['--import', 'tsx']

/** Does the job in a process of its own, which ends at its nth transaction; null: never. */
function forgetAndKill(args: string[], atWrite: number | null): Promise<{ signal: string | null; whole: boolean }> {
  const running = fork(file('testing-killed-forget.ts'), [...args, String(atWrite ?? '')], { execArgv })
  let whole = false
  return new Promise((resolve, reject) => {
    running.on('message', (message) => {
      whole ||= message === 'whole'
    })
    running.on('error', reject)
    running.on('exit', (_code, signal) => resolve({ signal, whole }))
  })
}

/** A worker that writes until it is stopped, and then tells what. */
function startWriter(endpoint: string) {
  const writer = fork(file('testing-writer.ts'), [endpoint, String(objects)], { execArgv })
  const written = new Promise<Written>((resolve, reject) => {
    writer.on('message', (message: Written) => resolve(message))
    writer.on('exit', (code) => reject(new Error(`The writer ended with ${code}.`)))
  })
  return () => {
    writer.send('stop')
    return written
  }
}

/** Notes each version that is deleted: what the job did, whatever it says. */
function watchDeletes({ s3 }: Emulator): { key: string; text: string }[] {
  const deleted: { key: string; text: string }[] = []
  const deleteObject = s3.deleteObject.bind(s3)
  s3.deleteObject = (bucket, key) => {
    if (s3.listObjects(bucket, { prefix: key, maxKeys: 1 }).objects[0]?.key === key)
      deleted.push({ key, text: s3.getObject(bucket, key).body.toString() })
    deleteObject(bucket, key)
  }
  return deleted
}

describeDatabases('A bulk forget killed three times', (databases) => {
  it('forgets exactly what matched while workers write, and counts the truth', async () => {
    const emulator = await startEmulator()
    emulator.s3.createBucket('results')
    const first = resultText('FAILURE', 'first')
    for (let at = 0; at < objects * 1.5; at += 1)
      emulator.s3.putObject('results', keyAt(at), Buffer.from(at % 3 === 2 ? resultText('SUCCESS', 'first') : first))
    const chosen = Array.from({ length: objects * 1.5 }, (_, at) => at).filter((at) => at % 3 !== 2)
    const chosenKeys = new Set(chosen.map(keyAt))

    const url = await databases.freshUrl()
    const database = await databases.open(url)
    const aws = {
      endpoint: emulator.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      region: 'us-east-1',
    }
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

    const deleted = watchDeletes(emulator)
    const stopWriting = startWriter(emulator.url)
    // The sync goes on meanwhile, so that the index learns of what the workers write.
    let over = false
    const syncing = (async () => {
      for (; !over; await sleep(200)) await sweepAll()
    })()
    const startedMs = performance.now()
    const args = [url, emulator.url, 'shop', jobId]
    for (const atWrite of kills) expect(await forgetAndKill(args, atWrite)).toEqual({ signal: 'SIGKILL', whole: false })
    expect(await forgetAndKill(args, null)).toEqual({ signal: null, whole: true })
    const seconds = (performance.now() - startedMs) / 1000
    over = true
    await syncing
    const written = await stopWriting()

    const job = await database.reader.bulkJob.findUniqueOrThrow({ where: { id: jobId } })
    const kept = await database.reader.bulkOutcome.findMany({ where: { jobId } })
    const again = new Set(written.again.map(keyAt))
    const { done, skipped } = job
    if (inFull) console.log(databases.kind, { seconds, written: written.again.length * 3, done, skipped })
    // Each version that was deleted was one of those chosen, and was counted once.
    for (const { key, text } of deleted) expect([chosenKeys.has(key), text], key).toEqual([true, first])
    expect(new Set(deleted.map(({ key }) => key)).size).toBe(deleted.length)
    const skippedKeys = new Set(kept.map(({ key }) => key))
    expect(job).toMatchObject({ status: 'done', failed: 0, uncertain: 0, total: objects, skipped: skippedKeys.size })
    expect(done).toBe(deleted.filter(({ key }) => !skippedKeys.has(key)).length)
    expect(Number(job.bytes)).toBe(done * first.length)
    for (const key of skippedKeys) expect(again.has(key), key).toBe(true)
    // What matched is gone, but what was run again; all else is there.
    const left = new Set(emulator.s3.listObjects('results', { maxKeys: 1e9 }).objects.map(({ key }) => key))
    for (const key of chosenKeys) expect(left.has(key), key).toBe(again.has(key))
    expect(left.size).toBe(objects / 2 + again.size + written.failed + written.succeeded)
    expect(written.again.length).toBeGreaterThan(objects / 200)
    await sweepAll()
    expect(await database.reader.task.count()).toBe(left.size)
    expect(await database.reader.activity.findMany({ where: { jobId } })).toMatchObject([
      { count: done, outcome: 'done' },
    ])
    await emulator.close()
  }, 600_000)
})
