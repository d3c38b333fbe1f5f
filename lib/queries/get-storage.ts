import type { Storage } from '@/lib/contract/storage'
import { type StoredClass, storageCost } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import { iso } from './task-summary'

export type StorageSubject = { appId: string; region: string | null }

type StoredNow = Pick<Storage, 'at' | 'total' | 'basis' | 'region' | 'classes' | 'states' | 'types' | 'ages'>

type Total = StoredClass & { name: string; state: string }

const dayMs = 86_400_000
const mostTypes = 10

/** What is stored by class, state, type and age, and what it costs a month. Reads roll-ups only. */
export async function getStorage(
  { reader }: Database,
  { appId, region }: StorageSubject,
  nowMs: number,
): Promise<StoredNow> {
  const [rows, days] = await Promise.all([
    reader.storedTotal.findMany({ where: { appId }, omit: { appId: true } }),
    reader.$queryRaw<{ day: bigint | number; objects: bigint | number; bytes: bigint | number | string }[]>`
      SELECT "startMs" / ${BigInt(dayMs)} AS "day", SUM("objects") AS "objects", SUM("bytes") AS "bytes"
      FROM "stored_bucket" WHERE "appId" = ${appId} GROUP BY 1 ORDER BY 1 DESC`,
  ])
  const totals = rows.map((row): Total => ({ ...row, bytes: Number(row.bytes) }))
  const price = (some: Total[]) => priced(some, region)
  const { basis } = storageCost(totals, region)
  const by = (key: 'storageClass' | 'state' | 'name') => grouped(totals, key)
  return {
    at: iso(nowMs),
    total: price(totals),
    basis,
    region,
    classes: by('storageClass').map(([storageClass, some]) => ({ storageClass, ...price(some) })),
    states: by('state').map(([state, some]) => ({ state, ...price(some) })),
    types: by('name')
      .slice(0, mostTypes)
      .map(([name, some]) => ({ name: name || null, ...price(some) })),
    ages: days.map(({ day, objects, bytes }) => ({
      day: iso(Number(day) * dayMs).slice(0, 10),
      objects: Number(objects),
      bytes: Number(bytes),
    })),
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
