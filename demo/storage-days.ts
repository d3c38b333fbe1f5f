import { openDatabase } from '@/lib/db/client'
import { classTotals } from '@/lib/db/group-totals'
import { addStorageDays, type StorageDayRow, storageDayRows } from '@/lib/db/storage-days'
import type { SeededObject } from './seeded-object'

const dayMs = 86_400_000

/**
 * What a dashboard that had been there all along would have noted of the days before today, the first of which is the
 * one with the oldest object of the last week: S3 itself keeps no history to read this from.
 */
export function pastStorageDays(objects: SeededObject[], now: Date): StorageDayRow[] {
  const today = Math.floor(now.getTime() / dayMs)
  return Array.from({ length: 7 }, (_, at) => today - 7 + at).flatMap((day) => {
    const there = objects.filter(({ at }) => at.getTime() < (day + 1) * dayMs)
    if (there.length === 0) return []
    const rows = there.map(({ body }) => ({ storageClass: 'STANDARD', sizeBytes: body.length }))
    return storageDayRows(new Date(day * dayMs).toISOString().slice(0, 10), classTotals(rows))
  })
}

/** Puts them into a database that no dashboard uses yet. */
export async function saveStorageDays(databaseUrl: string, appId: string, days: StorageDayRow[]): Promise<void> {
  const database = await openDatabase(databaseUrl)
  await database.write(appId, (tx) => addStorageDays(tx, appId, days))
  await database.close()
}
