import type { Storage } from '@/lib/contract/storage'
import { type DayPoint, growthOf } from '@/lib/cost/growth'
import { type StoredClass, storageCost } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import { withNumbers } from '@/lib/db/numbers'
import { grouped } from './grouped'
import { iso } from './task-summary'

const dayMs = 86_400_000
/** Growth is told from a month, however short the window is. */
const growthDays = 30

/** What was stored day by day and what that cost, and where it leads. Today's point is of now. */
export async function getStorageDays(
  { reader }: Database,
  { appId, region }: { appId: string; region: string | null },
  now: StoredClass[],
  { fromMs, nowMs }: { fromMs: number; nowMs: number },
): Promise<Pick<Storage, 'history' | 'growth'>> {
  const from = iso(fromMs).slice(0, 10)
  const today = iso(nowMs).slice(0, 10)
  const earliest = iso(Math.min(fromMs, nowMs - growthDays * dayMs)).slice(0, 10)
  const rows = await reader.storageDay.findMany({ where: { appId, day: { gte: earliest, lt: today } } })
  const days: Map<string, StoredClass[]> = grouped(rows.map(withNumbers), ({ day }) => day)
  days.set(today, now)
  const history = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, classes]) => ({ day, ...sumOf(classes, region) }))
  const points = history.map(
    ({ day, objects, bytes }): DayPoint => ({ day: Date.parse(`${day}T00:00:00Z`) / dayMs, objects, bytes }),
  )
  return { history: history.filter(({ day }) => day >= from), growth: growthOf(points, now, region) }
}

function sumOf(classes: StoredClass[], region: string | null) {
  const objects = classes.reduce((sum, some) => sum + some.objects, 0)
  const bytes = classes.reduce((sum, some) => sum + some.bytes, 0)
  return { objects, bytes, dollarsPerMonth: storageCost(classes, region).dollarsPerMonth }
}
