import { afterEach, expect, it } from 'vitest'
import type { Database } from '@/lib/db/client'
import { describeDatabases } from '@/lib/db/testing'
import { getBulkJob } from '@/lib/queries/get-bulk-job'
import type { Mishap, SeenRequest } from '@/lib/results/testing-s3-proxy'
import { createDice, seedsToRun } from '@/lib/sync/testing-seeds'
import { changeBulkJob } from './change-bulk-job'
import { createBulkJob } from './create-bulk-job'
import { runBulkJob } from './run-bulk-job'
import { openS3Shop, type S3Shop } from './testing-s3-shop'

const { signal } = new AbortController()
const chosenCount = 120
const batch = 30
/** After so long without an answer the client asks again. */
const stallMs = 200
const ids = Array.from({ length: chosenCount }, (_, at) => `f${String(at).padStart(4, '0')}`)
const others = Array.from({ length: 20 }, (_, at) => `s${String(at).padStart(4, '0')}`)
const documentOf = (status: string, result: unknown) => ({ status, result, traceback: null, children: [], name: 'x' })
const sizeOfFirst = JSON.stringify(documentOf('FAILURE', 1)).length

describeDatabases('A bulk forget whose S3 fails', (databases) => {
  let opened: Promise<Database> | undefined
  let shop: S3Shop
  afterEach(() => shop.close())

  const openShop = async (patienceMs?: number) => {
    opened ??= databases.open()
    return openS3Shop(await opened, { patienceMs })
  }

  async function start(patienceMs?: number) {
    shop = await openShop(patienceMs)
    for (const id of ids) shop.put(id, documentOf('FAILURE', 1))
    for (const id of others) shop.put(id, documentOf('SUCCESS', 1))
    await shop.sweepAll()
    const selection = { kind: 'search', q: 'state:FAILURE' } as const
    const request = { kind: 'forget', selection, archive: false, dryRun: false, perSecond: batch } as const
    const jobId = await createBulkJob(shop.parts, request)
    shop.proxy.seen.length = 0
    return jobId
  }

  const read = (jobId: string) => getBulkJob(shop.parts.database, shop.parts.appId, jobId, Date.now())
  const deletes = () => shop.proxy.seen.filter(({ operation }) => operation === 'DeleteObjects')
  /** The first so many requests to delete meet this. */
  const first = (count: number, mishap: Mishap) => {
    let left = count
    return ({ operation }: SeenRequest) => (operation === 'DeleteObjects' && left-- > 0 ? mishap : null)
  }

  /** Counters, index and log say of a job nobody wrote beside what the bucket says. */
  async function expectTruth(jobId: string, keptIds: string[]) {
    const { database, appId } = shop.parts
    const kept = [...keptIds, ...others].map(shop.keyOf)
    expect(shop.keys()).toEqual([...kept].sort())
    const rows = await database.reader.task.findMany({ select: { key: true }, where: { appId } })
    expect(rows.map(({ key }) => key).sort()).toEqual([...kept].sort())
    const done = chosenCount - keptIds.length
    const job = await read(jobId)
    const counted = {
      total: chosenCount,
      processed: chosenCount,
      done,
      failed: keptIds.length,
      bytes: done * sizeOfFirst,
    }
    expect(job).toMatchObject({ status: 'done', skipped: 0, uncertain: 0, trouble: null, ...counted })
    expect(job.outcomes.map(({ taskId }) => taskId).sort()).toEqual([...keptIds].sort())
    expect(await database.reader.bulkClaim.count({ where: { jobId } })).toBe(0)
    const lines = await database.reader.activity.findMany({ where: { jobId, action: 'bulk_forget' } })
    expect(lines.map(({ count, bytes }) => [count, Number(bytes)])).toEqual([[done, done * sizeOfFirst]])
  }

  it('says of which keys access was denied, and never asks for those again', async () => {
    const jobId = await start()
    const denied = [3, 31, 32, 119].map((at) => ids[at] ?? '')
    const codes = new Map(denied.map((id) => [shop.keyOf(id), 'AccessDenied']))
    shop.proxy.mishap = onDeletes(() => ({ kind: 'partly', codes }))
    await runBulkJob(shop.parts, jobId, signal)
    await expectTruth(jobId, denied)
    const { reasons, outcomes } = await read(jobId)
    expect(reasons).toEqual([{ code: 'AccessDenied', count: denied.length }])
    for (const { message } of outcomes) expect(message).toMatch(/s3:DeleteObject/)
    expect(deletes().length).toBe(chosenCount / batch)
  })

  it('says so where access is denied to whole requests, and keeps what it has', async () => {
    const jobId = await start()
    shop.proxy.mishap = onDeletes(() => ({ kind: 'refused', status: 403, code: 'AccessDenied' }))
    await runBulkJob(shop.parts, jobId, signal)
    expect(await read(jobId)).toMatchObject({
      status: 'paused',
      processed: 0,
      trouble: expect.stringMatching(/Allow s3:DeleteObject/),
    })
    expect(shop.keys().length).toBe(chosenCount + others.length)
    shop.proxy.mishap = null
    await changeBulkJob(shop.parts, jobId, 'resume')
    await runBulkJob(shop.parts, jobId, signal)
    await expectTruth(jobId, [])
  })

  it.each(['SlowDown', 'InternalError'])('asks again for keys that were refused with %s for now', async (code) => {
    const jobId = await start()
    shop.proxy.mishap = first(2, {
      kind: 'partly',
      codes: new Map(ids.slice(0, 50).map((id) => [shop.keyOf(id), code])),
    })
    await runBulkJob(shop.parts, jobId, signal)
    await expectTruth(jobId, [])
    // Only what was refused is asked for again, each key twice at the most.
    expect(deletes().flatMap(({ keys }) => keys).length).toBeLessThanOrEqual(chosenCount + 2 * batch)
  })

  it('gives a key up that is refused again and again, and says why', async () => {
    const jobId = await start()
    const hot = [ids[7] ?? '', ids[8] ?? '']
    shop.proxy.mishap = onDeletes(({ keys }) => {
      const codes = new Map(hot.map((id) => [shop.keyOf(id), 'SlowDown']))
      return keys.some((key) => codes.has(key)) ? { kind: 'partly', codes } : null
    })
    await runBulkJob(shop.parts, jobId, signal)
    await expectTruth(jobId, hot)
    expect((await read(jobId)).reasons).toEqual([{ code: 'SlowDown', count: 2 }])
  })

  it.each<[string, number, Mishap]>([
    ['503 SlowDown', 3, { kind: 'refused', status: 503, code: 'SlowDown' }],
    ['more 503s than the client has patience for', 10, { kind: 'refused', status: 503, code: 'SlowDown' }],
    ['500 InternalError', 3, { kind: 'refused', status: 500, code: 'InternalError' }],
    ['a connection reset before S3 saw the request', 3, { kind: 'reset', done: false }],
    ['a connection reset after S3 had deleted', 3, { kind: 'reset', done: true }],
    ['silence before S3 saw the request', 3, { kind: 'stall', done: false }],
    ['silence after S3 had deleted', 3, { kind: 'stall', done: true }],
    ['answers lost until the client gives up', 10, { kind: 'reset', done: true }],
  ])('counts each result once in spite of %s', async (_name, count, mishap) => {
    const jobId = await start(mishap.kind === 'stall' ? stallMs : undefined)
    shop.proxy.mishap = first(count, mishap)
    await runBulkJob(shop.parts, jobId, signal)
    await expectTruth(jobId, [])
    expect(deletes().length).toBeGreaterThan(chosenCount / batch)
  })

  it('waits, then pauses with the reason while S3 answers nothing but 503, and goes on from there', async () => {
    const jobId = await start()
    shop.proxy.mishap = onDeletes(() => ({ kind: 'refused', status: 503, code: 'SlowDown' }))
    await runBulkJob(shop.parts, jobId, signal)
    expect(await read(jobId)).toMatchObject({
      status: 'paused',
      processed: 0,
      trouble: expect.stringMatching(/slow down/),
    })
    shop.proxy.mishap = null
    await changeBulkJob(shop.parts, jobId, 'resume')
    await runBulkJob(shop.parts, jobId, signal)
    await expectTruth(jobId, [])
  })

  it('keeps what a worker wrote while an answer was lost', async () => {
    const jobId = await start()
    let lost: string | undefined
    shop.proxy.mishap = onDeletes(({ keys }) => {
      const [key] = keys
      if (lost === undefined) {
        lost = key
        return { kind: 'reset', done: true }
      }
      // It is asked again, and by now there is a newer one.
      if (keys.includes(lost) && !written()) shop.emulator.s3.putObject('results', lost, newer)
      return null
    })
    const newer = Buffer.from(JSON.stringify(documentOf('FAILURE', 'newer')))
    const written = () => shop.emulator.s3.listObjects('results', { prefix: lost ?? '' }).objects.length > 0
    await runBulkJob(shop.parts, jobId, signal)
    const job = await read(jobId)
    expect(job).toMatchObject({
      done: chosenCount - 1,
      skipped: 1,
      failed: 0,
      reasons: [{ code: 'changed', count: 1 }],
    })
    expect(shop.keys()).toEqual([lost ?? '', ...others.map(shop.keyOf)].sort())
  })

  it('tells the truth whatever goes wrong while workers write', async () => {
    for (const seed of seedsToRun(6, 100)) {
      const jobId = await start(stallMs)
      const dice = createDice(seed)
      const denied = new Set(ids.filter(() => dice.chance(0.03)).map(shop.keyOf))
      const deniedCodes = new Map([...denied].map((key) => [key, 'AccessDenied']))
      const written = new Map<string, string>()
      shop.proxy.mishap = ({ operation, keys }) => {
        // One key that is left goes alone, and is denied as a whole request.
        if (operation === 'DeleteObject' && keys.some((key) => denied.has(key)))
          return { kind: 'refused', status: 403, code: 'AccessDenied' }
        if (dice.chance(0.2)) {
          const key = shop.keyOf(dice.pick(ids))
          written.set(key, `version ${written.size} of ${seed}`)
          shop.emulator.s3.putObject(
            'results',
            key,
            Buffer.from(JSON.stringify(documentOf('FAILURE', written.get(key)))),
          )
        }
        if (dice.chance(0.25)) {
          const lost = { done: dice.chance(0.5), ...(operation === 'DeleteObjects' ? { but: deniedCodes } : {}) }
          return dice.pick<Mishap>([
            { kind: 'refused', status: 503, code: 'SlowDown' },
            { kind: 'refused', status: 500, code: 'InternalError' },
            { kind: 'reset', ...lost },
            { kind: 'stall', ...lost },
          ])
        }
        if (operation !== 'DeleteObjects') return null
        const passing = keys.filter(() => dice.chance(0.02)).map((key) => [key, 'SlowDown'] as const)
        return { kind: 'partly', codes: new Map([...passing, ...deniedCodes]) }
      }
      for (let runs = 0; (await read(jobId)).finishedAt === null; runs += 1) {
        if (runs > 20) throw new Error(`The job does not end (SEED=${seed}).`)
        if ((await read(jobId)).status === 'paused') await changeBulkJob(shop.parts, jobId, 'resume')
        await runBulkJob(shop.parts, jobId, signal)
      }
      shop.proxy.mishap = null
      const job = await read(jobId)
      const failed = job.outcomes.filter(({ outcome }) => outcome === 'failed').map(({ key }) => key)
      const told = {
        seed,
        processed: job.processed,
        sum: job.done + job.skipped + job.failed,
        uncertain: job.uncertain,
      }
      expect(told).toEqual({ seed, processed: chosenCount, sum: chosenCount, uncertain: 0 })
      expect(job.bytes, `SEED=${seed}`).toBe(job.done * sizeOfFirst)
      expect(job.skipped, `SEED=${seed}`).toBeLessThanOrEqual(written.size)
      for (const key of failed) expect(denied.has(key), `SEED=${seed} ${key}`).toBe(true)
      // What nobody may delete and nobody wrote again has failed; what was written again is there as it was written.
      for (const key of denied) if (!written.has(key)) expect(failed, `SEED=${seed}`).toContain(key)
      const kept = [...new Set([...denied, ...written.keys(), ...others.map(shop.keyOf)])]
      expect(shop.keys(), `SEED=${seed}`).toEqual(kept.sort())
      for (const [key, version] of written) expect(textOf(key), `SEED=${seed}`).toContain(version)
      expect(await shop.parts.database.reader.activity.count({ where: { jobId, action: 'bulk_forget' } })).toBe(1)
      expect(await shop.parts.database.reader.bulkClaim.count({ where: { jobId } })).toBe(0)
      await shop.close()
    }
    shop = await openShop()
  }, 900_000)

  const textOf = (key: string) => shop.emulator.s3.getObject('results', key).body.toString()
})

/** Only of requests to delete. */
function onDeletes(mishap: (request: SeenRequest) => Mishap | null) {
  return (request: SeenRequest) => (request.operation.startsWith('Delete') ? mishap(request) : null)
}
