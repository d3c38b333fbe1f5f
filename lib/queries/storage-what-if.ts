import type { RetentionRule } from '@/lib/contract/retention'
import type { WhatIf } from '@/lib/contract/storage'
import { storageCost } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import { iso } from './task-summary'

const dayMs = 86_400_000

type DayRow = { day: number; name: string; state: string; objects: number; bytes: number }
type Sum = { objects: number; bytes: number }
/** What of a type and state is removed, and by which rule. */
type Removed = Sum & { name: string; state: string; rule: number }

/** What would lie in the bucket if these rules held, from roll-ups by day. The first rule that fits a task decides. */
export async function storageWhatIf(
  { reader }: Database,
  { appId, region }: { appId: string; region: string | null },
  rules: RetentionRule[],
  nowMs: number,
): Promise<WhatIf> {
  const [sums, totals] = await Promise.all([
    reader.$queryRaw<Record<'day' | 'name' | 'state' | 'objects' | 'bytes', bigint | number | string>[]>`
      SELECT "startMs" / ${BigInt(dayMs)} AS "day", "name", "state", SUM("objects") AS "objects", SUM("bytes") AS "bytes"
      FROM "stored_bucket" WHERE "appId" = ${appId} GROUP BY 1, 2, 3`,
    reader.storedTotal.findMany({ where: { appId }, omit: { appId: true } }),
  ])
  const rows = sums.map(
    ({ day, name, state, objects, bytes }): DayRow => ({
      day: Number(day),
      name: String(name),
      state: String(state),
      objects: Number(objects),
      bytes: Number(bytes),
    }),
  )
  const removed: Removed[] = []
  const days = new Map<number, { before: Sum; after: Sum }>()
  for (const row of rows) {
    const rule = rules.findIndex((some) => fits(some, row))
    const keep = rules[rule]?.days ?? null
    const gone = keep !== null && (row.day + 1) * dayMs <= nowMs - keep * dayMs
    if (gone) removed.push({ ...row, rule })
    const day = days.get(row.day) ?? { before: none, after: none }
    days.set(row.day, { before: add(day.before, row), after: gone ? day.after : add(day.after, row) })
  }
  const before = totals.map((row) => ({ ...row, bytes: Number(row.bytes) }))
  // The roll-up by day knows no classes: of each type and state, every class loses the same share.
  const classesOf = (some: Removed[]) => {
    const sums = bySort(some)
    return before.map(({ name, state, storageClass, objects, bytes }) => {
      const lost = sums.get(JSON.stringify([name, state])) ?? none
      const all = stored.get(JSON.stringify([name, state])) ?? none
      const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.min(1, part / whole))
      return {
        storageClass,
        objects: objects * share(lost.objects, all.objects),
        bytes: bytes * share(lost.bytes, all.bytes),
      }
    })
  }
  const stored = bySort(before)
  const lost = classesOf(removed)
  const left = before.map(({ storageClass, objects, bytes }, at) => ({
    storageClass,
    objects: objects - (lost[at]?.objects ?? 0),
    bytes: bytes - (lost[at]?.bytes ?? 0),
  }))
  const [all, gone] = [total(rows), total(removed)]
  const cost = storageCost(before, region)
  return {
    before: { ...all, dollarsPerMonth: cost.dollarsPerMonth },
    after: {
      objects: all.objects - gone.objects,
      bytes: all.bytes - gone.bytes,
      dollarsPerMonth: storageCost(left, region).dollarsPerMonth,
    },
    rules: rules.map((rule, at) => {
      const own = removed.filter((some) => some.rule === at)
      return { rule, ...total(own), dollarsPerMonth: storageCost(classesOf(own), region).dollarsPerMonth }
    }),
    days: [...days].sort(([a], [b]) => b - a).map(([day, sums]) => ({ day: iso(day * dayMs).slice(0, 10), ...sums })),
    basis: cost.basis,
  }
}

const none: Sum = { objects: 0, bytes: 0 }
const add = (a: Sum, b: Sum): Sum => ({ objects: a.objects + b.objects, bytes: a.bytes + b.bytes })
const total = (some: Sum[]) => some.reduce(add, none)

function bySort(rows: (Sum & { name: string; state: string })[]): Map<string, Sum> {
  const sums = new Map<string, Sum>()
  for (const row of rows) {
    const sort = JSON.stringify([row.name, row.state])
    sums.set(sort, add(sums.get(sort) ?? none, row))
  }
  return sums
}

/** As the retention policy reads a rule: stored without a name, a task fits no rule that asks for one. */
function fits({ state, type }: RetentionRule, row: { name: string; state: string }): boolean {
  if (state !== null && state !== row.state) return false
  if (type === null) return true
  if (row.name === '') return false
  return type.endsWith('*') ? row.name.startsWith(type.slice(0, -1)) : row.name === type
}
