import type { Database } from '@/lib/db/client'

const dayMs = 86_400_000

/** Stored tasks of one UTC day (of what they became, in days since the epoch), type, state and storage class. */
export type StoredSort = {
  day: number
  name: string
  state: string
  storageClass: string
  objects: number
  bytes: number
  smallObjects: number
  smallBytes: number
}

type Row = Record<keyof StoredSort, bigint | number | string>

/** What is stored, by all that a price, a rule or an age can depend on. Reads the roll-up by hour. */
export async function storedSorts({ reader }: Database, appId: string): Promise<StoredSort[]> {
  const rows = await reader.$queryRaw<Row[]>`
    SELECT "startMs" / ${BigInt(dayMs)} AS "day", "name", "state", "storageClass",
      SUM("objects") AS "objects", SUM("bytes") AS "bytes",
      SUM("smallObjects") AS "smallObjects", SUM("smallBytes") AS "smallBytes"
    FROM "stored_bucket" WHERE "appId" = ${appId} GROUP BY 1, 2, 3, 4`
  return rows.map((row) => ({
    day: Number(row.day),
    name: String(row.name),
    state: String(row.state),
    storageClass: String(row.storageClass),
    objects: Number(row.objects),
    bytes: Number(row.bytes),
    smallObjects: Number(row.smallObjects),
    smallBytes: Number(row.smallBytes),
  }))
}
