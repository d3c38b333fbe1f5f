import { smallBelowBytes } from '@/lib/cost/storage-classes'
import type { Database, Transaction } from './client'
import type { StoredSums } from './rollup-deltas'

export type ClassTotal = StoredSums & { storageClass: string }

type Sum = Record<keyof StoredSums, bigint | number | string> & { storageClass: string }

/**
 * Saved groups (`celery-taskset-meta-`) by storage class. Counted when asked: there is one for a group that somebody
 * saved, not for each task, so that a roll-up of them would save nothing.
 */
export async function groupTotals(reader: Database['reader'] | Transaction, appId: string): Promise<ClassTotal[]> {
  const sums = await reader.$queryRaw<Sum[]>`
    SELECT "storageClass", COUNT(*) AS "objects", SUM("sizeBytes") AS "bytes",
      SUM(CASE WHEN "sizeBytes" < ${smallBelowBytes} THEN 1 ELSE 0 END) AS "smallObjects",
      SUM(CASE WHEN "sizeBytes" < ${smallBelowBytes} THEN "sizeBytes" ELSE 0 END) AS "smallBytes"
    FROM "group_result" WHERE "appId" = ${appId} GROUP BY "storageClass" ORDER BY "storageClass"`
  return sums.map(({ storageClass, objects, bytes, smallObjects, smallBytes }) => ({
    storageClass,
    objects: Number(objects),
    bytes: Number(bytes),
    smallObjects: Number(smallObjects),
    smallBytes: Number(smallBytes),
  }))
}

/** The same of rows at hand. */
export function classTotals(rows: { storageClass: string; sizeBytes: number }[]): ClassTotal[] {
  return rows.map(({ storageClass, sizeBytes }) => {
    const small = sizeBytes < smallBelowBytes
    return {
      storageClass,
      objects: 1,
      bytes: sizeBytes,
      smallObjects: small ? 1 : 0,
      smallBytes: small ? sizeBytes : 0,
    }
  })
}
