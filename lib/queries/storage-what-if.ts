import type { RetentionRule } from '@/lib/contract/retention'
import type { WhatIf, WhatIfRequest } from '@/lib/contract/storage'
import { earlyDeletionCost, type StoredClass, storageCost } from '@/lib/cost/storage-cost'
import { transitionOf } from '@/lib/cost/transition'
import type { Database } from '@/lib/db/client'
import { type StoredSort, storedSorts } from './stored-sorts'
import { iso } from './task-summary'

const dayMs = 86_400_000

type Sum = { objects: number; bytes: number }

/**
 * What would lie in the bucket if these rules held, from roll-ups by day and storage class. The first rule that fits a
 * task decides. `transition`: what of the rest would move to another class, and what that costs and saves.
 */
export async function storageWhatIf(
  database: Database,
  { appId, region }: { appId: string; region: string | null },
  { rules, transition = null }: WhatIfRequest,
  nowMs: number,
): Promise<WhatIf> {
  const rows = await storedSorts(database, appId)
  const olderThan = (row: StoredSort, days: number) => (row.day + 1) * dayMs <= nowMs - days * dayMs
  const removed = new Map<StoredSort, number>()
  for (const row of rows) {
    const rule = rules.findIndex((some) => fits(some, row))
    const keep = rules[rule]?.days ?? null
    if (keep !== null && olderThan(row, keep)) removed.set(row, rule)
  }
  const left = rows.filter((row) => !removed.has(row))
  const dollarsOf = (some: StoredClass[]) => storageCost(some, region).dollarsPerMonth
  const gone = [...removed.keys()]
  return {
    before: { ...total(rows), dollarsPerMonth: dollarsOf(rows) },
    after: { ...total(left), dollarsPerMonth: dollarsOf(left) },
    rules: rules.map((rule, at) => {
      const own = gone.filter((row) => removed.get(row) === at)
      return { rule, ...total(own), dollarsPerMonth: dollarsOf(own) }
    }),
    earlyDeletionDollars: earlyDeletion(gone, region, nowMs),
    transition: transition && {
      ...transition,
      ...transitionOf(
        standardOf(left.filter((row) => olderThan(row, transition.days))),
        transition.storageClass,
        region,
      ),
    },
    days: byDay(rows, removed),
    basis: storageCost(rows, region).basis,
  }
}

/** What S3 bills of removed objects that did not stay for their class's minimum, counted from when they were written. */
function earlyDeletion(gone: StoredSort[], region: string | null, nowMs: number): number | null {
  const today = Math.floor(nowMs / dayMs)
  const costs = gone.map((row) => earlyDeletionCost(row, Math.max(0, today - row.day), region))
  const known = costs.flatMap((cost) => cost ?? [])
  return known.length === 0 && costs.length > 0 ? null : known.reduce((sum, cost) => sum + cost, 0)
}

/** Lifecycle rules move what lies in Standard; the other classes have their own ways, which are not offered here. */
function standardOf(rows: StoredSort[]): StoredClass {
  return rows
    .filter(({ storageClass }) => storageClass === 'STANDARD')
    .reduce(
      (sum, row) => ({
        storageClass: 'STANDARD',
        objects: sum.objects + row.objects,
        bytes: sum.bytes + row.bytes,
        smallObjects: sum.smallObjects + row.smallObjects,
        smallBytes: sum.smallBytes + row.smallBytes,
      }),
      { storageClass: 'STANDARD', objects: 0, bytes: 0, smallObjects: 0, smallBytes: 0 },
    )
}

function byDay(rows: StoredSort[], removed: Map<StoredSort, number>): WhatIf['days'] {
  const days = new Map<number, { before: Sum; after: Sum }>()
  for (const row of rows) {
    const { before, after } = days.get(row.day) ?? { before: none, after: none }
    days.set(row.day, { before: add(before, row), after: removed.has(row) ? after : add(after, row) })
  }
  return [...days].sort(([a], [b]) => b - a).map(([day, sums]) => ({ day: iso(day * dayMs).slice(0, 10), ...sums }))
}

const none: Sum = { objects: 0, bytes: 0 }
const add = (a: Sum, b: Sum): Sum => ({ objects: a.objects + b.objects, bytes: a.bytes + b.bytes })
const total = (some: Sum[]) => some.reduce(add, none)

/** As the retention policy reads a rule: stored without a name, a task fits no rule that asks for one. */
function fits({ state, type }: RetentionRule, row: { name: string; state: string }): boolean {
  if (state !== null && state !== row.state) return false
  if (type === null) return true
  if (row.name === '') return false
  return type.endsWith('*') ? row.name.startsWith(type.slice(0, -1)) : row.name === type
}
