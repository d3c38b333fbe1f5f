import fc from 'fast-check'
import { expect } from 'vitest'
import type { IndexBatch, TaskRow } from '@/lib/sync/index-port'
import type { IndexUnderTest } from './conformance'
import type { IndexContents } from './memory-index'
import { noonMs } from './testing-rows'

const hourMs = 3_600_000
const minuteMs = 60_000

type Change = { seen: TaskRow } | { gone: string; ifVersion: string | undefined }

const key = fc.constantFrom('a', 'B', 'é', '😀', 'a/b', 'z z').map((id) => `celery-task-meta-${id}`)

const row: fc.Arbitrary<TaskRow> = fc
  .record({
    key,
    version: fc.constantFrom('v1', 'v2', 'v3', 'v4'),
    sizeBytes: fc.integer({ min: 0, max: 1_000_000_000_000 }),
    modifiedMs: fc.integer({ min: 0, max: 6 }).map((step) => noonMs + step * 50 * minuteMs),
    state: fc.constantFrom('STARTED', 'RETRY', 'PROGRESS', 'SUCCESS', 'FAILURE', 'REVOKED'),
    name: fc.constantFrom(null, '', 'app.add', 'app.mul'),
    queue: fc.constantFrom(null, 'celery', 'mail'),
    worker: fc.constantFrom(null, 'one', 'two'),
    retries: fc.constantFrom(null, 0, 1),
    // Some are older than the three days for which minutes are kept.
    doneMsBefore: fc.option(fc.integer({ min: -hourMs, max: 100 * hourMs })),
  })
  .map(({ doneMsBefore, ...some }) => ({
    ...some,
    taskId: some.key.slice('celery-task-meta-'.length),
    storageClass: 'STANDARD',
    ready: ['SUCCESS', 'FAILURE', 'REVOKED'].includes(some.state),
    dateDoneMs: doneMsBefore === null ? null : some.modifiedMs - doneMsBefore,
    exceptionType: some.state === 'FAILURE' ? 'ValueError' : null,
    exceptionMessage: null,
    groupId: null,
    parentId: null,
    serializer: 'json',
    extended: true,
    argsPreview: null,
    resultPreview: null,
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
      const batch: IndexBatch = {
        tasks: single.flatMap((some) => ('seen' in some ? [some.seen] : [])),
        groups: [],
        gone: single.flatMap((some) => ('gone' in some ? [{ key: some.gone, ifVersion: some.ifVersion }] : [])),
        atMs: noonMs + (7 + step) * hourMs,
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
      expect(sortedRows(found.stored)).toEqual(recountStored(found))
      expect(sortedRows(found.history)).toEqual(ledger.history())
      expect(found.observations.map(({ taskId }) => taskId).filter((id) => !ledger.knows(id))).toEqual([])
    }),
    { numRuns },
  )
}

function newLedger() {
  const current = new Map<string, TaskRow>()
  const versions = new Map<string, Set<string>>()
  const completions: { row: TaskRow; atMs: number; runtimeMs: number | null }[] = []
  let fresh: typeof completions = []

  return {
    take({ tasks, gone, atMs }: IndexBatch): number {
      let accepted = 0
      fresh = []
      for (const row of tasks) {
        const before = current.get(row.key)
        if (before && (before.version === row.version || before.modifiedMs > row.modifiedMs)) continue
        accepted += 1
        current.set(row.key, row)
        const seen = versions.get(row.key) ?? new Set()
        versions.set(row.key, seen)
        const version = `${row.version} ${row.modifiedMs}`
        if (!seen.has(version)) fresh.push({ row, atMs, runtimeMs: null })
        seen.add(version)
      }
      for (const { key, ifVersion } of gone) {
        const before = current.get(key)
        if (!before || (ifVersion !== undefined && ifVersion !== before.version)) continue
        current.delete(key)
        versions.delete(key)
      }
      completions.push(...fresh)
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
    history() {
      const sums = new Map<string, { count: number; runtimeCount: number; runtimeSumMs: number }>()
      for (const { row, atMs, runtimeMs } of completions) {
        const occurredMs = occurred(row)
        for (const widthSeconds of occurredMs >= atMs - 72 * hourMs ? [60, 3600] : [3600]) {
          const widthMs = widthSeconds * 1000
          const bucket = { widthSeconds, ...bucketOf(row, Math.floor(occurredMs / widthMs) * widthMs) }
          const sum = sums.get(JSON.stringify(bucket)) ?? { count: 0, runtimeCount: 0, runtimeSumMs: 0 }
          sum.count += 1
          sum.runtimeCount += runtimeMs === null ? 0 : 1
          sum.runtimeSumMs += runtimeMs ?? 0
          sums.set(JSON.stringify(bucket), sum)
        }
      }
      return sortedRows([...sums].map(([bucket, sum]) => ({ ...JSON.parse(bucket), ...sum })))
    },
  }
}

function rowsOf({ tasks }: IndexContents) {
  return sortedRows(tasks.map(({ key, etag, state }) => ({ key, version: etag, state })))
}

/** The stored roll-up as it must be, counted from the rows alone. */
export function recountStored({ tasks }: Pick<IndexContents, 'tasks'>) {
  const sums = new Map<string, { objects: number; bytes: number }>()
  for (const task of tasks) {
    const bucket = JSON.stringify(bucketOf(task, Math.floor(task.occurredMs / hourMs) * hourMs))
    const { objects, bytes } = sums.get(bucket) ?? { objects: 0, bytes: 0 }
    sums.set(bucket, { objects: objects + 1, bytes: bytes + task.sizeBytes })
  }
  return sortedRows([...sums].map(([bucket, sum]) => ({ ...JSON.parse(bucket), ...sum })))
}

function bucketOf({ name, queue, state }: Pick<TaskRow, 'name' | 'queue' | 'state'>, startMs: number) {
  return { startMs, name: name ?? '', queue: queue ?? '', state }
}

function occurred({ ready, dateDoneMs, modifiedMs }: TaskRow): number {
  return ready && dateDoneMs !== null ? dateDoneMs : modifiedMs
}

export function sortedRows<T extends object>(rows: readonly T[]): T[] {
  const text = (some: T) => JSON.stringify(Object.entries(some).sort())
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : 1))
}
