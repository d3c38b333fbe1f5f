import { expect } from 'vitest'
import { histogramOf, writeHistogram } from '@/lib/stats/histogram'
import type { TaskRow } from '@/lib/sync/index-port'
import type { IndexContents } from './memory-index'

// Every roll-up as it must be, by sorting all versions into buckets and counting: slow, and with none of the index's rules.

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A version that was counted at `atMs`. */
export type CountedVersion = { row: TaskRow; atMs: number; runtimeMs: number | null }

/** Throws where a roll-up differs from a recount of the rows and of all versions that were ever accepted. */
export function expectRecounted(found: IndexContents, versions: CountedVersion[]): void {
  expect(sortedRows(found.stored)).toEqual(recountStored(found))
  expect(sortedRows(found.totals)).toEqual(recountTotals(found))
  expect(sortedRows(found.history)).toEqual(recountHistory(versions))
  expect(sortedRows(found.workers)).toEqual(recountWorkers(versions))
  expect(sortedRows(found.types)).toEqual(recountTypes(versions))
  expect(sortedRows(found.failures)).toEqual(recountFailures(versions))
  expect(sortedRows(found.failureBuckets)).toEqual(recountFailureBuckets(versions))
  expect(sortedRows(found.failureWorkers)).toEqual(recountFailureWorkers(versions))
}

export function recountStored({ tasks }: Pick<IndexContents, 'tasks'>) {
  const bucket = ({ name, queue, state, storageClass, occurredMs }: (typeof tasks)[number]) => ({
    startMs: Math.floor(occurredMs / hourMs) * hourMs,
    name: name ?? '',
    queue: queue ?? '',
    state,
    storageClass,
  })
  return grouped(tasks, bucket, sizesOf)
}

export function recountTotals({ tasks }: Pick<IndexContents, 'tasks'>) {
  const bucket = ({ name, state, storageClass }: (typeof tasks)[number]) => ({ name: name ?? '', state, storageClass })
  return grouped(tasks, bucket, sizesOf)
}

function recountHistory(versions: CountedVersion[]) {
  const bucket = ({ row: { name, queue, state }, ...at }: InBucket) => ({
    ...spanOf(at),
    name: name ?? '',
    queue: queue ?? '',
    state,
  })
  return grouped(inBuckets(versions, 'always'), bucket, (some) => {
    const times = some.flatMap(({ runtimeMs }) => runtimeMs ?? [])
    return { count: some.length, runtimeCount: times.length, runtimeSumMs: sum(times) }
  })
}

function recountWorkers(versions: CountedVersion[]) {
  const bucket = ({ row: { worker, state }, ...at }: InBucket) => ({ ...spanOf(at), worker, state })
  return grouped(
    inBuckets(versions).filter(({ row }) => row.worker !== null),
    bucket,
    countThem,
  )
}

function recountTypes(versions: CountedVersion[]) {
  const final = inBuckets(versions).filter(({ row }) => row.ready && row.state !== 'UNREADABLE')
  const bucket = ({ row, ...at }: InBucket) => ({ ...spanOf(at), name: row.name ?? '' })
  return grouped(final, bucket, (some) => {
    const times = some.flatMap(({ runtimeMs }) => runtimeMs ?? [])
    const sizes = some.map(({ row }) => row.sizeBytes)
    return {
      retries: sum(some.map(({ row }) => row.retries ?? 0)),
      runtimeCount: times.length,
      runtimeSumMs: sum(times),
      runtimeMaxMs: Math.max(0, ...times),
      runtimes: writeHistogram(histogramOf(times)),
      sizeCount: sizes.length,
      sizeSumBytes: sum(sizes),
      sizeMaxBytes: Math.max(0, ...sizes),
      sizes: writeHistogram(histogramOf(sizes)),
    }
  })
}

function recountFailures(versions: CountedVersion[]) {
  const failed = versions.flatMap(({ row }) => (row.failure ? [{ row, failure: row.failure }] : []))
  const fingerprintOf = ({ failure }: (typeof failed)[number]) => ({ fingerprint: failure.fingerprint })
  return grouped(failed, fingerprintOf, (some) => {
    const times = some.map(({ row }) => occurredMsOf(row))
    const newest = some.filter(({ row }) => occurredMsOf(row) === Math.max(...times))
    const text = ({ row }: (typeof some)[number]) =>
      JSON.stringify([row.taskId, row.exceptionMessage, row.failure?.traceback])
    const sample = newest.sort((a, b) => (text(a) < text(b) ? 1 : -1))[0]
    return {
      exceptionType: sample?.row.exceptionType,
      pattern: sample?.failure.pattern,
      frame: sample?.failure.frame,
      sampleTaskId: sample?.row.taskId,
      sampleMessage: sample?.row.exceptionMessage,
      sampleTraceback: sample?.failure.traceback,
      firstSeenMs: Math.min(...times),
      lastSeenMs: Math.max(...times),
      count: some.length,
      status: 'open',
      statusMs: null,
      regressedMs: null,
    }
  })
}

function recountFailureBuckets(versions: CountedVersion[]) {
  const failed = inBuckets(versions).filter(({ row }) => row.failure)
  const bucket = ({ row, ...at }: InBucket) => ({
    ...spanOf(at),
    fingerprint: row.failure?.fingerprint ?? '',
    name: row.name ?? '',
  })
  return grouped(failed, bucket, countThem)
}

function recountFailureWorkers(versions: CountedVersion[]) {
  const failed = versions.filter(({ row }) => row.failure && row.worker)
  const bucket = ({ row }: CountedVersion) => ({
    fingerprint: row.failure?.fingerprint ?? '',
    worker: row.worker ?? '',
  })
  return grouped(failed, bucket, (some) => ({
    count: some.length,
    lastSeenMs: Math.max(...some.map(({ row }) => occurredMsOf(row))),
  }))
}

type InBucket = { row: TaskRow; runtimeMs: number | null; widthSeconds: number; startMs: number }

/** Each version once for every width it is counted in. Run times count for final states. */
function inBuckets(versions: CountedVersion[], hours: 'always' | 'recent' = 'recent'): InBucket[] {
  return versions.flatMap(({ row, atMs, runtimeMs }) => {
    const occurredMs = occurredMsOf(row)
    const widths = [86_400]
    if (hours === 'always' || occurredMs >= atMs - 15 * dayMs) widths.push(3600)
    if (occurredMs >= atMs - 3 * dayMs) widths.push(60)
    return widths.map((widthSeconds) => {
      const startMs = Math.floor(occurredMs / (widthSeconds * 1000)) * widthSeconds * 1000
      return { row, runtimeMs: row.ready ? runtimeMs : null, widthSeconds, startMs }
    })
  })
}

const spanOf = ({ widthSeconds, startMs }: Pick<InBucket, 'widthSeconds' | 'startMs'>) => ({ widthSeconds, startMs })
const countThem = (some: unknown[]) => ({ count: some.length })
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
const sizesOf = (some: { sizeBytes: number }[]) => ({
  objects: some.length,
  bytes: sum(some.map(({ sizeBytes }) => sizeBytes)),
  smallObjects: some.filter(({ sizeBytes }) => sizeBytes < 128 * 1024).length,
  smallBytes: sum(some.map(({ sizeBytes }) => (sizeBytes < 128 * 1024 ? sizeBytes : 0))),
})

function occurredMsOf({ ready, dateDoneMs, modifiedMs }: TaskRow): number {
  return ready && dateDoneMs !== null ? dateDoneMs : modifiedMs
}

function grouped<T, Key extends object, Sums extends object>(
  some: T[],
  keyOf: (one: T) => Key,
  add: (group: T[]) => Sums,
): (Key & Sums)[] {
  const groups = new Map<string, { key: Key; members: T[] }>()
  for (const one of some) {
    const key = keyOf(one)
    const group = groups.get(JSON.stringify(key)) ?? { key, members: [] }
    group.members.push(one)
    groups.set(JSON.stringify(key), group)
  }
  return sortedRows([...groups.values()].map(({ key, members }) => ({ ...key, ...add(members) })))
}

export function sortedRows<T extends object>(rows: readonly T[]): T[] {
  const text = (some: T) => JSON.stringify(Object.entries(some).sort())
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : 1))
}
