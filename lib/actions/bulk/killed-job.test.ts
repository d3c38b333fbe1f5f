import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openMemoryBroker } from '@/lib/broker/memory'
import { taskKey } from '@/lib/celery/result-key'
import { openActionLog } from '@/lib/db/action-log'
import type { Database } from '@/lib/db/client'
import { openTaskIndex } from '@/lib/db/task-index'
import { describeDatabases } from '@/lib/db/testing'
import { filterSearch } from '@/lib/queries/search/filter-search'
import { loadLostLimits } from '@/lib/queries/search/lost'
import { createMemoryStore } from '@/lib/results/memory'
import type { ResultStore } from '@/lib/results/store'
import { decodeDocument } from '@/lib/sync/decode-document'
import { sweep } from '@/lib/sync/engine'
import type { BulkParts } from './bulk-parts'
import { createBulkJob } from './create-bulk-job'
import type { Frozen } from './frozen'
import { runBulkJob } from './run-bulk-job'

const { signal } = new AbortController()
const keyPrefix = 'shop/'
const documentOf = (state: string, version: number) =>
  JSON.stringify({
    status: state,
    result: version,
    traceback: null,
    children: [],
    name: 'shop.sum',
    queue: 'celery',
    args: [1],
    kwargs: {},
  })

class Killed extends Error {}

/** Ends a process at its nth step: everything it asks for from then on fails, before or after it has taken effect. */
function createKiller(atStep: number, after: boolean) {
  let step = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    step += 1
    if (step > atStep || (step === atStep && !after)) throw new Killed()
    const result = await work()
    if (step >= atStep && after) throw new Killed()
    return result
  }
}

function killable(parts: BulkParts, { atStep, after }: { atStep: number; after: boolean }): BulkParts {
  const through = createKiller(atStep, after)
  const { store, database, broker } = parts
  const killedStore: ResultStore = {
    ...store,
    get: (...given) => through(() => store.get(...given)),
    delete: (...given) => through(async () => (await store.delete?.(...given)) ?? []),
    copy: (...given) => through(async () => (await store.copy?.(...given)) ?? false),
  }
  const killedDatabase: Database = { ...database, write: (appId, work) => through(() => database.write(appId, work)) }
  const send = broker?.send
  const killedBroker =
    broker && send ? { ...broker, send: (...given: Parameters<typeof send>) => through(() => send(...given)) } : null
  return { ...parts, store: killedStore, database: killedDatabase, broker: killedBroker }
}

const scenario = fc.record({
  states: fc.array(fc.constantFrom('FAILURE', 'SUCCESS', 'STARTED'), { minLength: 1, maxLength: 40 }),
  overwritten: fc.uniqueArray(fc.nat(39), { maxLength: 8 }),
  deleted: fc.uniqueArray(fc.nat(39), { maxLength: 5 }),
  added: fc.nat(5),
  kills: fc.array(fc.record({ atStep: fc.integer({ min: 1, max: 25 }), after: fc.boolean(), sweeps: fc.boolean() }), {
    maxLength: 4,
  }),
  archive: fc.boolean(),
  /** As of a search with many: not key by key. */
  many: fc.boolean(),
  batches: fc.integer({ min: 1, max: 40 }),
})

async function keepAsSearch({ database, appId }: BulkParts, id: string): Promise<void> {
  const { frozen } = await database.reader.bulkJob.findUniqueOrThrow({ where: { id } })
  const { untilMs } = JSON.parse(frozen)
  const node = filterSearch({ q: 'state:FAILURE', state: [], name: [], id: [] })
  const limits = await loadLostLimits(database, appId, null)
  const search: Frozen = { kind: 'search', untilMs, node, nowMs: untilMs, limits }
  await database.write(appId, (tx) => tx.bulkJob.update({ where: { id }, data: { frozen: JSON.stringify(search) } }))
}

describeDatabases('A bulk job killed anywhere', (databases) => {
  let opened: Promise<Database> | undefined
  let apps = 0

  async function openShop() {
    opened ??= databases.open()
    const database = await opened
    const appId = `killed-${++apps}`
    const store = createMemoryStore()
    const index = openTaskIndex(database, appId)
    const broker = openMemoryBroker(['celery'])
    const parts: BulkParts = {
      database,
      appId,
      store,
      broker,
      index,
      log: openActionLog(database, appId),
      keyPrefix,
      clock: { now: Date.now, sleep: async () => {} },
      newId: () => crypto.randomUUID(),
      graceMs: 0,
      archive: { prefix: 'archive/', days: 30 },
      visibilityTimeoutSeconds: null,
    }
    const keyOf = (at: number) => taskKey(keyPrefix, `t${at}`)
    const run = async (kills: { atStep: number; after: boolean; sweeps: boolean }[], id: string) => {
      for (const kill of kills) {
        await runBulkJob(killable(parts, kill), id, signal).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error
        })
        if (kill.sweeps) await sweepAll()
      }
      await runBulkJob(parts, id, signal)
      return database.reader.bulkJob.findUniqueOrThrow({ where: { id } })
    }
    const sweepAll = () => sweep({ store, index, keyPrefix, now: Date.now, decode: decodeDocument(1_000_000) })
    return { parts, store, broker, database, appId, keyOf, run, sweepAll }
  }

  it('forgets exactly what was chosen, nothing newer, and counts the truth', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ states, overwritten, deleted, added, kills, archive, many, batches }) => {
        const { parts, store, database, appId, keyOf, run, sweepAll } = await openShop()
        for (const [at, state] of states.entries()) store.set(keyOf(at), documentOf(state, 1))
        await sweepAll()
        const request = {
          kind: 'forget',
          selection: { kind: 'search', q: 'state:FAILURE' },
          archive,
          dryRun: false,
          perSecond: batches,
        } as const
        const id = await createBulkJob(parts, request)
        if (many) await keepAsSearch(parts, id)

        const written = new Set(overwritten.filter((at) => at < states.length))
        const removed = new Set(deleted.filter((at) => at < states.length && !written.has(at)))
        for (const at of written) store.set(keyOf(at), documentOf('FAILURE', 2))
        for (const at of removed) store.remove(keyOf(at))
        for (let at = 0; at < added; at += 1) store.set(keyOf(1000 + at), documentOf('FAILURE', 1))

        const job = await run(kills, id)
        const chosen = states.flatMap((state, at) => (state === 'FAILURE' ? at : []))
        const kept = chosen.filter((at) => written.has(at)).length
        expect(job).toMatchObject({ status: 'done', failed: 0, uncertain: 0 })
        // What a sweep has seen go or change before the job came to it is none of its tasks any more.
        const lost = many ? chosen.filter((at) => removed.has(at)).length : 0
        expect(job.done).toBeLessThanOrEqual(chosen.length - kept)
        expect(job.done).toBeGreaterThanOrEqual(chosen.length - kept - lost)
        expect(job.skipped).toBeLessThanOrEqual(kept)
        if (!many) expect(job.skipped).toBe(kept)
        const left = states.flatMap((state, at) =>
          removed.has(at) || (state === 'FAILURE' && !written.has(at)) ? [] : keyOf(at),
        )
        const arrived = Array.from({ length: added }, (_, at) => keyOf(1000 + at))
        expect(
          store
            .keys()
            .filter((key) => key.startsWith(keyPrefix))
            .sort(),
        ).toEqual([...left, ...arrived].sort())
        const archived = chosen.filter((at) => !written.has(at) && !removed.has(at)).length
        expect(await database.reader.archivedObject.count({ where: { jobId: id } })).toBe(archive ? archived : 0)
        expect(await database.reader.bulkClaim.count({ where: { jobId: id } })).toBe(0)
        expect(await database.reader.activity.count({ where: { appId, jobId: id } })).toBe(1)
        await sweepAll()
        expect(await database.reader.task.count({ where: { appId } })).toBe(left.length + added)
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  it('sends each task at most once, and says of which it is not known', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ states, kills }) => {
        const { parts, store, broker, keyOf, run, sweepAll } = await openShop()
        for (const [at, state] of states.entries()) store.set(keyOf(at), documentOf(state, 1))
        await sweepAll()
        const request = {
          kind: 'retry',
          selection: { kind: 'search', q: 'state:FAILURE' },
          archive: false,
          dryRun: false,
        } as const
        const job = await run(kills, await createBulkJob(parts, request))
        const chosen = states.filter((state) => state === 'FAILURE').length
        const sent = broker.queues.get('celery')?.messages.length ?? 0
        expect(job).toMatchObject({ status: 'done', failed: 0, skipped: 0 })
        expect(job.done + job.uncertain).toBe(chosen)
        expect(sent).toBeGreaterThanOrEqual(job.done)
        expect(sent).toBeLessThanOrEqual(chosen)
      }),
      { numRuns: 30 },
    )
  }, 120_000)
})
