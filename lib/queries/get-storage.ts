import type { Storage } from '@/lib/contract/storage'
import type { WindowName } from '@/lib/contract/values'
import { priceDate } from '@/lib/cost/prices'
import { type StoredClass, storageCost } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import type { ResultStore } from '@/lib/results/store'
import { planBuckets } from '@/lib/stats/buckets'
import { getBucketFacts } from './bucket-facts'
import { getStorageAdvice } from './storage-advice'
import { getStorageDays } from './storage-days'
import { getStorageRequests } from './storage-requests'
import { iso, summaryColumns, toTaskSummary } from './task-summary'

export type StorageSubject = { appId: string; region: string | null; store: ResultStore; keyPrefix: string }

type Total = StoredClass & { name: string; state: string }

const dayMs = 86_400_000
const mostTypes = 10
const mostResults = 10

/**
 * What is stored by class, state, type and age, what keeping it costs, why it grows and what to do. Reads roll-ups, and
 * ten rows by index.
 */
export async function getStorage(
  database: Database,
  { appId, region, store, keyPrefix }: StorageSubject,
  window: WindowName,
  nowMs: number,
): Promise<Storage> {
  const { reader } = database
  const plan = planBuckets(window, nowMs)
  const [rows, days, largest, requests, bucket] = await Promise.all([
    reader.storedTotal.findMany({ where: { appId }, omit: { appId: true } }),
    reader.$queryRaw<{ day: bigint | number; objects: bigint | number; bytes: bigint | number | string }[]>`
      SELECT "startMs" / ${BigInt(dayMs)} AS "day", SUM("objects") AS "objects", SUM("bytes") AS "bytes"
      FROM "stored_bucket" WHERE "appId" = ${appId} GROUP BY 1 ORDER BY 1 DESC`,
    reader.task.findMany({
      select: summaryColumns,
      where: { appId },
      orderBy: [{ sizeBytes: 'desc' }, { key: 'desc' }],
      take: mostResults,
    }),
    getStorageRequests(database, appId, plan, region),
    getBucketFacts(store, keyPrefix, nowMs),
  ])
  const totals = rows.map((row): Total => ({ ...row, bytes: Number(row.bytes) }))
  const price = (some: Total[]) => priced(some, region)
  const { basis } = storageCost(totals, region)
  const by = (key: 'storageClass' | 'state' | 'name') => grouped(totals, key)
  const classes = by('storageClass').map(([storageClass, some]) => ({ storageClass, ...price(some) }))
  const types = by('name')
    .slice(0, mostTypes)
    .map(([name, some]) => ({ name: name || null, ...price(some) }))
  const ages = days.map(({ day, objects, bytes }) => ({
    day: iso(Number(day) * dayMs).slice(0, 10),
    objects: Number(objects),
    bytes: Number(bytes),
  }))
  const [overTime, advice] = await Promise.all([
    getStorageDays(database, { appId, region }, classes, { fromMs: plan.fromMs, nowMs }),
    getStorageAdvice(database, { appId, region }, plan, { classes, types, ages }, bucket.versioning),
  ])
  return {
    at: iso(nowMs),
    window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    total: price(totals),
    basis,
    pricesAsOf: priceDate(),
    region,
    classes,
    states: by('state').map(([state, some]) => ({ state, ...price(some) })),
    types,
    ages,
    requests,
    ...overTime,
    largest: largest.map(toTaskSummary),
    advice,
    bucket,
  }
}

/** Each value with its rows, most bytes first. */
function grouped(totals: Total[], key: 'storageClass' | 'state' | 'name'): [string, Total[]][] {
  const groups = new Map<string, Total[]>()
  for (const row of totals) groups.set(row[key], [...(groups.get(row[key]) ?? []), row])
  return [...groups].sort(([, a], [, b]) => bytesOf(b) - bytesOf(a))
}

function priced(totals: Total[], region: string | null) {
  const objects = totals.reduce((sum, row) => sum + row.objects, 0)
  return { objects, bytes: bytesOf(totals), dollarsPerMonth: storageCost(totals, region).dollarsPerMonth }
}

const bytesOf = (totals: Total[]) => totals.reduce((sum, { bytes }) => sum + bytes, 0)
