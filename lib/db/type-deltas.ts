import { unreadableState } from '@/lib/celery/states'
import { addTo, mergeInto, readInto, writeHistogram } from '@/lib/stats/histogram'
import type { TypeBucket } from '@/prisma/generated/sqlite/client'
import { entryOf } from './delta-entries'
import type { Numbers } from './numbers'
import type { Counted } from './rollup-deltas'
import { bucketsOf, type RollupWidth } from './rollup-widths'

export type StoredType = Omit<Numbers<TypeBucket>, 'appId'>
export type TypeKey = { widthSeconds: RollupWidth; startMs: number; name: string }
export type TypeDelta = TypeKey & Measured

type Measured = {
  retries: number
  runtimes: Map<number, number>
  runtimeCount: number
  runtimeSumMs: number
  runtimeMaxMs: number
  sizes: Map<number, number>
  sizeCount: number
  sizeSumBytes: number
  sizeMaxBytes: number
}

/** How long, how large and how often retried: of every final version that was observed for the first time. */
export function collectTypes() {
  const types = new Map<string, TypeDelta>()
  return {
    observe(row: Counted, atMs: number): void {
      if (!row.ready || row.state === unreadableState) return
      for (const bucket of bucketsOf(row.occurredMs, atMs, 'recent')) {
        const key = { ...bucket, name: row.name ?? '' }
        const id = Object.values(key).join('\0')
        const delta = types.get(id) ?? entryOf(types, key, nothingMeasured())
        delta.retries += Math.max(0, row.retries ?? 0)
        delta.sizeCount += 1
        delta.sizeSumBytes += row.sizeBytes
        delta.sizeMaxBytes = Math.max(delta.sizeMaxBytes, row.sizeBytes)
        addTo(delta.sizes, row.sizeBytes)
        if (row.runtimeMs === null) continue
        delta.runtimeCount += 1
        delta.runtimeSumMs += row.runtimeMs
        delta.runtimeMaxMs = Math.max(delta.runtimeMaxMs, row.runtimeMs)
        addTo(delta.runtimes, row.runtimeMs)
      }
    },
    deltas: () => [...types.values()],
  }
}

/** The row of a bucket after these measurements came to it. */
export function mergeType(stored: StoredType | undefined, delta: TypeDelta): StoredType {
  const { widthSeconds, startMs, name } = delta
  return {
    widthSeconds,
    startMs,
    name,
    retries: (stored?.retries ?? 0) + delta.retries,
    runtimeCount: (stored?.runtimeCount ?? 0) + delta.runtimeCount,
    runtimeSumMs: (stored?.runtimeSumMs ?? 0) + delta.runtimeSumMs,
    runtimeMaxMs: Math.max(stored?.runtimeMaxMs ?? 0, delta.runtimeMaxMs),
    runtimes: mergedText(stored?.runtimes, delta.runtimes),
    sizeCount: (stored?.sizeCount ?? 0) + delta.sizeCount,
    sizeSumBytes: (stored?.sizeSumBytes ?? 0) + delta.sizeSumBytes,
    sizeMaxBytes: Math.max(stored?.sizeMaxBytes ?? 0, delta.sizeMaxBytes),
    sizes: mergedText(stored?.sizes, delta.sizes),
  }
}

export function typeId({ widthSeconds, startMs, name }: Pick<StoredType, 'widthSeconds' | 'startMs' | 'name'>): string {
  return `${widthSeconds}\0${startMs}\0${name}`
}

function mergedText(stored: string | undefined, delta: Map<number, number>): string {
  const counts = new Map<number, number>()
  if (stored !== undefined) readInto(counts, stored)
  mergeInto(counts, delta)
  return writeHistogram(counts)
}

function nothingMeasured(): Measured {
  return {
    retries: 0,
    runtimes: new Map(),
    runtimeCount: 0,
    runtimeSumMs: 0,
    runtimeMaxMs: 0,
    sizes: new Map(),
    sizeCount: 0,
    sizeSumBytes: 0,
    sizeMaxBytes: 0,
  }
}
