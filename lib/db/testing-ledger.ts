import fc from 'fast-check'
import { expect } from 'vitest'
import type { IndexBatch, TaskRow } from '@/lib/sync/index-port'
import type { IndexUnderTest } from './conformance'
import type { IndexContents } from './memory-index'
import { type CountedVersion, expectRecounted, sortedRows } from './testing-recount'
import { noonMs } from './testing-rows'

const hourMs = 3_600_000
const minuteMs = 60_000

type Change = { seen: Draft } | { gone: string; ifVersion: string | undefined }

const key = fc.constantFrom('a', 'B', 'é', '😀', 'a/b', 'z z').map((id) => `celery-task-meta-${id}`)

type Draft = Omit<TaskRow, 'readMs'> & { readMsBefore: number }

const row: fc.Arbitrary<Draft> = fc
  .record({
    key,
    version: fc.constantFrom('v1', 'v2', 'v3', 'v4'),
    replaces: fc.constantFrom(undefined, 'v1', 'v2'),
    sizeBytes: fc.integer({ min: 0, max: 1_000_000_000_000 }),
    storageClass: fc.constantFrom('STANDARD', 'STANDARD_IA'),
    modifiedMs: fc.integer({ min: 0, max: 6 }).map((step) => noonMs + step * 50 * minuteMs),
    state: fc.constantFrom('STARTED', 'RETRY', 'PROGRESS', 'SUCCESS', 'FAILURE', 'FAILURE', 'REVOKED', 'UNREADABLE'),
    name: fc.constantFrom(null, '', 'app.add', 'app.mul'),
    queue: fc.constantFrom(null, 'celery', 'mail'),
    worker: fc.constantFrom(null, 'one', 'two'),
    retries: fc.constantFrom(null, 0, 1),
    children: fc.constantFrom(null, '[{"task":"x"}]'),
    bug: fc.constantFrom(null, 'f1', 'f2'),
    // Some are older than the three days for which minutes are kept, or the fifteen for which hours are.
    doneMsBefore: fc.option(
      fc.oneof(fc.integer({ min: -hourMs, max: 100 * hourMs }), fc.integer({ min: 330 * hourMs, max: 390 * hourMs })),
    ),
    // Some readers come with what they read long ago.
    readMsBefore: fc.constantFrom(0, 10, 90 * minuteMs, 5 * hourMs),
  })
  .map(({ doneMsBefore, bug, ...some }) => ({
    ...some,
    taskId: some.key.slice('celery-task-meta-'.length),
    ready: ['SUCCESS', 'FAILURE', 'REVOKED', 'UNREADABLE'].includes(some.state),
    dateDoneMs: doneMsBefore === null ? null : some.modifiedMs - doneMsBefore,
    exceptionType: some.state === 'FAILURE' ? 'ValueError' : null,
    exceptionMessage: some.state === 'FAILURE' ? `${bug} ${some.version}` : null,
    failure:
      some.state === 'FAILURE' && bug ? { fingerprint: bug, pattern: bug, frame: null, traceback: some.version } : null,
    groupId: null,
    parentId: null,
    serializer: 'json',
    extended: true,
    argsPreview: null,
    resultPreview: null,
    searchText: 'app',
    valueText: 'x',
    problem: null,
  }))

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: row.map((seen) => ({ seen })) },
  {
    weight: 1,
    arbitrary: fc.record({ gone: key, ifVersion: fc.constantFrom(undefined, 'v1', 'v2') }),
  },
)

/** Batches in which every key stands once, some of them given twice. */
const batches: fc.Arbitrary<IndexBatch[]> = fc
  .array(fc.record({ changes: fc.array(change, { maxLength: 8 }), again: fc.boolean() }), { maxLength: 8 })
  .map((steps) =>
    steps.flatMap(({ changes, again }, step) => {
      const byKey = new Map(changes.map((some) => ['seen' in some ? some.seen.key : some.gone, some]))
      const single = [...byKey.values()]
      const atMs = noonMs + (7 + step) * hourMs
      const batch: IndexBatch = {
        tasks: single.flatMap((some) => {
          if (!('seen' in some)) return []
          const { readMsBefore, ...seen } = some.seen
          return [{ ...seen, readMs: atMs - readMsBefore }]
        }),
        groups: [],
        gone: single.flatMap((some) => ('gone' in some ? [{ key: some.gone, ifVersion: some.ifVersion }] : [])),
        atMs,
      }
      return again ? [batch, batch] : [batch]
    }),
  )

/**
 * Any sequence of batches leaves an index that equals a naive account of them: rows are the last versions accepted,
 * storage is a recount of the rows, history counts every version once, however often it comes.
 */
export async function checkAgainstLedger(open: () => Promise<IndexUnderTest>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(batches, async (sequence) => {
      const { index, contents } = await open()
      const ledger = newLedger()
      for (const batch of sequence) {
        const accepted = ledger.take(batch)
        const outcome = await index.apply(batch)
        expect(outcome.inserted + outcome.changed).toBe(accepted)
        ledger.noteRunTimes(await contents())
      }
      const found = await contents()
      expect(rowsOf(found)).toEqual(ledger.rows())
      expectRecounted(found, ledger.versions)
      expect(sortedRows(found.children)).toEqual(ledger.children())
      expect(found.observations.map(({ taskId }) => taskId).filter((id) => !ledger.knows(id))).toEqual([])
    }),
    { numRuns },
  )
}

function newLedger() {
  const current = new Map<string, TaskRow>()
  const seen = new Set<string>()
  /** When each key was removed last. */
  const removedMs = new Map<string, number>()
  const versions: CountedVersion[] = []
  let fresh: CountedVersion[] = []

  return {
    /** Every version that was ever accepted, once. */
    versions,
    take({ tasks, gone, atMs }: IndexBatch): number {
      let accepted = 0
      fresh = []
      for (const row of tasks) {
        const before = current.get(row.key)
        if (row.readMs < (removedMs.get(row.key) ?? 0)) continue
        if (before?.version === row.version) continue
        if (before && before.modifiedMs >= row.modifiedMs && before.version !== row.replaces) continue
        accepted += 1
        current.set(row.key, row)
        const version = `${row.key} ${row.version} ${row.modifiedMs}`
        if (!seen.has(version)) fresh.push({ row, atMs, runtimeMs: null })
        seen.add(version)
      }
      for (const { key, ifVersion } of gone) {
        const before = current.get(key)
        if (!before || (ifVersion !== undefined && ifVersion !== before.version)) continue
        current.delete(key)
        removedMs.set(key, atMs)
      }
      versions.push(...fresh)
      return accepted
    },
    /** How long runs took is checked in task-run.test.ts; here, that exactly the stored times are added up. */
    noteRunTimes({ tasks }: IndexContents): void {
      for (const entry of fresh) {
        entry.runtimeMs = tasks.find(({ key }) => key === entry.row.key)?.runtimeMs ?? null
      }
    },
    rows: () => sortedRows([...current.values()].map(({ key, version, state }) => ({ key, version, state }))),
    knows: (taskId: string) => [...current.values()].some((row) => row.taskId === taskId),
    children: () =>
      sortedRows([...current.values()].flatMap(({ taskId, children }) => (children ? [{ taskId, children }] : []))),
  }
}

function rowsOf({ tasks }: IndexContents) {
  return sortedRows(tasks.map(({ key, etag, state }) => ({ key, version: etag, state })))
}
