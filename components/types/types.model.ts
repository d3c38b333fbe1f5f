import type { TypeSummary } from '@/lib/contract/types'

export const typeSorts = ['health', 'name', 'finished', 'success', 'failed', 'runtime', 'stored', 'lastSeen'] as const
export type TypeSort = (typeof typeSorts)[number]

/** Every order has one direction, the one that is looked for: worst, most, slowest, newest first; names from A. */
const values: Record<Exclude<TypeSort, 'health' | 'name'>, (type: TypeSummary) => number> = {
  finished: ({ finished }) => finished,
  success: ({ successRate }) => (successRate === null ? Number.NEGATIVE_INFINITY : -successRate),
  failed: ({ failed }) => failed,
  runtime: ({ runtime }) => runtime?.p95 ?? Number.NEGATIVE_INFINITY,
  stored: ({ stored }) => stored.bytes,
  lastSeen: ({ lastSeen }) => (lastSeen === null ? 0 : Date.parse(lastSeen)),
}

export function parseTypeSort(text: string | null): TypeSort {
  return typeSorts.find((sort) => sort === text) ?? 'health'
}

/** The types whose name holds the text, in an order. The API's own order is the one by health. */
export function arrangeTypes(types: TypeSummary[], sort: TypeSort, text: string): TypeSummary[] {
  const wanted = text.trim().toLowerCase()
  const found = wanted === '' ? [...types] : types.filter(({ name }) => name?.toLowerCase().includes(wanted))
  if (sort === 'health') return found
  if (sort === 'name') return found.sort((a, b) => ((a.name ?? '\uffff') < (b.name ?? '\uffff') ? -1 : 1))
  const value = values[sort]
  return found.sort((a, b) => value(b) - value(a) || 0)
}

/** What a figure has changed by, in words; null where there is nothing to compare or nothing worth saying. */
export function changeOf(now: number | null, before: number | null): { up: boolean; percent: number } | null {
  if (now === null || before === null || before === 0) return null
  const percent = Math.round(((now - before) / before) * 100)
  return Math.abs(percent) < 5 ? null : { up: percent > 0, percent: Math.abs(percent) }
}
