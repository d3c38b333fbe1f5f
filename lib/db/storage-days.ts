import type { Database } from './client'

export type StorageDayRow = { day: string; storageClass: string; objects: number; bytes: number }

/** Notes what is stored now as that UTC day's, in place of an earlier sight of it. Nothing stored is noted as well. */
export async function saveStorageDay(database: Database, appId: string, day: string): Promise<void> {
  await database.write(appId, async (tx) => {
    const totals = await tx.storedTotal.findMany({
      select: { storageClass: true, objects: true, bytes: true },
      where: { appId },
    })
    const rows = storageDayRows(day, totals).map((row) => ({
      ...row,
      appId,
      objects: BigInt(row.objects),
      bytes: BigInt(row.bytes),
    }))
    await tx.storageDay.deleteMany({ where: { appId, day } })
    await tx.storageDay.createMany({ data: rows })
  })
}

type Total = { storageClass: string; objects: number; bytes: number | bigint }

/** One row a storage class; one of nothing where nothing is stored, which is not the same as nobody having looked. */
export function storageDayRows(day: string, totals: Total[]): StorageDayRow[] {
  const rows = new Map<string, StorageDayRow>()
  for (const { storageClass, objects, bytes } of totals) {
    const sum = rows.get(storageClass) ?? { day, storageClass, objects: 0, bytes: 0 }
    rows.set(storageClass, { ...sum, objects: sum.objects + objects, bytes: sum.bytes + Number(bytes) })
  }
  return rows.size > 0 ? [...rows.values()] : [{ day, storageClass: 'STANDARD', objects: 0, bytes: 0 }]
}
