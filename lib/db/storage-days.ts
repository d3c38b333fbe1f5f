import type { Database, Transaction } from './client'
import { type ClassTotal, groupTotals } from './group-totals'
import { withNumbers } from './numbers'

/** Small objects are null where the day was noted before they were counted. */
export type StorageDayRow = {
  day: string
  storageClass: string
  objects: number
  bytes: number
  smallObjects: number | null
  smallBytes: number | null
}

/** Notes what is stored now as that UTC day's, in place of an earlier sight of it. Nothing stored is noted as well. */
export async function saveStorageDay(database: Database, appId: string, day: string): Promise<void> {
  await database.write(appId, async (tx) => {
    const tasks = await tx.storedTotal.findMany({ omit: { appId: true, name: true, state: true }, where: { appId } })
    const groups = await groupTotals(tx, appId)
    const totals = tasks.map(withNumbers)
    await tx.storageDay.deleteMany({ where: { appId, day } })
    await addStorageDays(tx, appId, storageDayRows(day, [...totals, ...groups]))
  })
}

/** Notes days that are not noted yet. */
export async function addStorageDays(tx: Transaction, appId: string, days: StorageDayRow[]): Promise<void> {
  const data = days.map(({ objects, bytes, smallObjects, smallBytes, ...row }) => ({
    ...row,
    appId,
    objects: BigInt(objects),
    bytes: BigInt(bytes),
    smallObjects: smallObjects === null ? null : BigInt(smallObjects),
    smallBytes: smallBytes === null ? null : BigInt(smallBytes),
  }))
  await tx.storageDay.createMany({ data })
}

/** One row a storage class; one of nothing where nothing is stored, which is not the same as nobody having looked. */
export function storageDayRows(day: string, totals: ClassTotal[]): StorageDayRow[] {
  const rows = new Map<string, StorageDayRow & ClassTotal>()
  for (const { storageClass, objects, bytes, smallObjects, smallBytes } of totals) {
    const sum = rows.get(storageClass) ?? { day, ...nothing, storageClass }
    rows.set(storageClass, {
      day,
      storageClass,
      objects: sum.objects + objects,
      bytes: sum.bytes + bytes,
      smallObjects: sum.smallObjects + smallObjects,
      smallBytes: sum.smallBytes + smallBytes,
    })
  }
  return rows.size > 0 ? [...rows.values()] : [{ day, ...nothing }]
}

const nothing = { storageClass: 'STANDARD', objects: 0, bytes: 0, smallObjects: 0, smallBytes: 0 }
