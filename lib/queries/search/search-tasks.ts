import type { Database } from '@/lib/db/client'
import type { SearchNode } from '@/lib/search/syntax-tree'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { SummaryRow } from '../task-summary'
import { type Access, chooseAccess } from './access'
import type { ListOrder, Place } from './branch-sql'
import { type BranchPage, readBranch } from './read-branch'
import { type Branch, resolveSearch } from './resolve-search'
import type { SearchContext } from './term-condition'

/** A search that knows how it will be looked up. */
export type SearchPlan = { list: ListOrder; branches: { branch: Branch; access: Access }[] }

export type SearchPage = { rows: SummaryRow[]; more: boolean; place: Place | null; resumable: boolean }

export async function planSearch(context: SearchContext, node: SearchNode, list: ListOrder): Promise<SearchPlan> {
  const { database, appId } = context
  const branches = await resolveSearch(context, node)
  const chosen = []
  for (const branch of branches) {
    chosen.push({ branch, access: await chooseAccess(database, appId, branch, list.column) })
  }
  return { list, branches: chosen }
}

/**
 * The next `take` tasks of a search behind a place, in list order. `more`: there is at least another one. `place`: only
 * so far was looked, and what lies behind may match as well. Reads the index only.
 */
export async function searchTasks(
  database: Database,
  appId: string,
  { list, branches }: SearchPlan,
  after: Place | null,
  take: number,
): Promise<SearchPage> {
  const pages: BranchPage[] = []
  for (const chosen of branches) {
    pages.push(await readParts(database, appId, chosen, list, after, take + 1))
  }
  const compare = inOrder(list)
  // Behind the nearest place where a branch stopped looking, the others would be without its tasks.
  const place = pages.flatMap((page) => page.place ?? []).sort(compare)[0] ?? null
  const seen = new Set<string>()
  const rows = pages
    .flatMap((page) => page.rows)
    .sort((a, b) => compare(placeOf(a, list), placeOf(b, list)))
    .filter(({ key }) => !seen.has(key) && seen.add(key))
    .filter((row) => place === null || pages.length === 1 || compare(placeOf(row, list), place) <= 0)
  const more = rows.length > take
  return {
    rows: rows.slice(0, take),
    more,
    place: more ? null : place,
    resumable: pages.every((page) => page.resumable),
  }
}

export function placeOf(row: SummaryRow, { column }: ListOrder): Place {
  const value = row[column]
  return { value: value === null ? null : Number(value), key: row.key }
}

/**
 * Run times may be unknown; those rows stand last in either order, so a list sorted by run time still shows every row.
 * The two parts are read one after the other, each along an index.
 */
async function readParts(
  database: Database,
  appId: string,
  chosen: SearchPlan['branches'][number],
  list: ListOrder,
  after: Place | null,
  take: number,
): Promise<BranchPage> {
  if (list.column !== 'runtimeMs') return readBranch(database, appId, chosen, list, after, take)
  const known = Prisma.sql`"task"."runtimeMs" IS NOT NULL`
  const unknown = Prisma.sql`"task"."runtimeMs" IS NULL`
  const parts = list.backwards ? [unknown, known] : [known, unknown]
  const inSecond = after !== null && (after.value === null) !== Boolean(list.backwards)
  const rows: SummaryRow[] = []
  for (const [at, part] of parts.entries()) {
    if ((at === 0 && inSecond) || rows.length === take) continue
    const from = after !== null && at === (inSecond ? 1 : 0) ? after : null
    const page = await readBranch(database, appId, withRange(chosen, part), list, from, take - rows.length)
    rows.push(...page.rows)
    if (page.place) return { ...page, rows }
  }
  return { rows, place: null, resumable: true }
}

function withRange(
  { branch, access }: SearchPlan['branches'][number],
  part: Prisma.Sql,
): SearchPlan['branches'][number] {
  if (access.kind === 'nothing') return { branch, access }
  if (access.kind !== 'walk') return { branch, access: { ...access, rest: [...access.rest, part] } }
  const ranges = access.ranges.length === 0 ? [part] : access.ranges.map((range) => Prisma.sql`${range} AND ${part}`)
  return { branch, access: { ...access, ranges } }
}

function inOrder({ order, backwards }: ListOrder): (a: Place, b: Place) => number {
  const sign = order === 'asc' ? 1 : -1
  return (a, b) => {
    // Unknown values come last, whatever the order of the known ones; read backwards, first.
    if (a.value === null || b.value === null) {
      if (a.value !== b.value) return (a.value === null) === Boolean(backwards) ? -1 : 1
    } else if (a.value !== b.value) return sign * (a.value - b.value)
    return sign * compareBytes(a.key, b.key)
  }
}

function compareBytes(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}
