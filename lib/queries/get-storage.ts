import type { Storage } from '@/lib/contract/storage'
import type { WindowName } from '@/lib/contract/values'
import { priceDate, pricesIn } from '@/lib/cost/prices'
import { classTerms } from '@/lib/cost/storage-classes'
import { type StoredClass, storageCost } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import { groupTotals } from '@/lib/db/group-totals'
import { withNumbers } from '@/lib/db/numbers'
import { getSyncState } from '@/lib/db/sync-state'
import type { ResultStore } from '@/lib/results/store'
import { planBuckets } from '@/lib/stats/buckets'
import { getBucketFacts } from './bucket-facts'
import { grouped } from './grouped'
import { getStorageAdvice } from './storage-advice'
import { getStorageDays } from './storage-days'
import { getStorageRequests } from './storage-requests'
import { iso, summaryColumns, toTaskSummary } from './task-summary'

export type StorageSubject = { appId: string; region: string | null; store: ResultStore; keyPrefix: string }

type Total = StoredClass & { name: string; state: string }
type Priced = Storage['total']

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
  const [rows, groups, sync, days, largest, requests, bucket] = await Promise.all([
    reader.storedTotal.findMany({ where: { appId }, omit: { appId: true } }),
    groupTotals(reader, appId),
    getSyncState(database, appId),
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
  const totals: Total[] = rows.map(withNumbers)
  const everything: StoredClass[] = [...totals, ...groups]
  const price = (some: StoredClass[]) => priced(some, region)
  const { basis } = storageCost(everything, region)
  const classes = byMostBytes(everything, ({ storageClass }) => storageClass).map(([storageClass, some]) => ({
    storageClass,
    ...price(some),
    terms: termsOf(storageClass, region),
  }))
  const types = byMostBytes(totals, ({ name }) => name)
    .slice(0, mostTypes)
    .map(([name, some]) => ({ name: name || null, ...price(some) }))
  const ages = days.map(({ day, objects, bytes }) => ({
    day: iso(Number(day) * dayMs).slice(0, 10),
    objects: Number(objects),
    bytes: Number(bytes),
  }))
  const [overTime, advice] = await Promise.all([
    getStorageDays(database, { appId, region }, everything, { fromMs: plan.fromMs, nowMs }),
    getStorageAdvice(database, { appId, region }, plan, { totals, types, ages }, bucket.versioning),
  ])
  return {
    at: iso(nowMs),
    window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    total: price(everything),
    tasks: price(totals),
    groups: price(groups),
    notCounted: sync.status.last && { objects: sync.status.last.foreign },
    basis,
    pricesAsOf: priceDate(),
    region,
    prices: calculatorPrices(region),
    classes,
    states: byMostBytes(totals, ({ state }) => state).map(([state, some]) => ({ state, ...price(some) })),
    types,
    ages,
    requests,
    ...overTime,
    largest: largest.map(toTaskSummary),
    advice,
    bucket,
  }
}

function termsOf(storageClass: string, region: string | null): Storage['classes'][number]['terms'] {
  const prices = pricesIn(region)
  const terms = prices && region !== null ? classTerms(storageClass, region, prices) : null
  if (!terms) return null
  const { minimumBytes, minimumDays, gbMonth, putPer1000, getPer1000, retrievalGb } = terms
  return { minimumBytes, minimumDays, gbMonth, putPer1000, getPer1000, retrievalGb }
}

function calculatorPrices(region: string | null): Storage['prices'] {
  const prices = pricesIn(region)
  if (!prices) return null
  const { putListPer1000, getPer1000, sqsPerMillion } = prices
  return { putListPer1000, getPer1000, sqsPerMillion }
}

/** Each value with its rows, most bytes first. */
function byMostBytes<Row extends StoredClass>(rows: Row[], of: (row: Row) => string): [string, Row[]][] {
  return [...grouped(rows, of)].sort(([, a], [, b]) => bytesOf(b) - bytesOf(a))
}

function priced(rows: StoredClass[], region: string | null): Priced {
  const objects = rows.reduce((sum, row) => sum + row.objects, 0)
  return { objects, bytes: bytesOf(rows), dollarsPerMonth: storageCost(rows, region).dollarsPerMonth }
}

const bytesOf = (rows: StoredClass[]) => rows.reduce((sum, { bytes }) => sum + bytes, 0)
