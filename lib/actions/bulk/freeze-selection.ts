import { compareKeys } from '@/lib/celery/key-order'
import type { ResultReference } from '@/lib/celery/reference'
import { groupKey, taskKey } from '@/lib/celery/result-key'
import type { BulkSelection } from '@/lib/contract/bulk'
import { confirmAbove } from '@/lib/contract/values'
import { AppError } from '@/lib/errors'
import { filterSearch } from '@/lib/queries/search/filter-search'
import { loadLostLimits } from '@/lib/queries/search/lost'
import type { SearchNode } from '@/lib/search/syntax-tree'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { BulkParts } from './bulk-parts'
import type { Frozen, FrozenEntry } from './frozen'
import { countMatching, type Matching, matchingSql, readMatching } from './matching-rows'

export type FrozenSelection = Matching & { frozen: Frozen; sampleKeys: string[] }

const countMilliseconds = 10_000
const sampleSize = 20
/** Members of a group that are kept one by one. */
const mostEntries = 50_000

/**
 * Turns a selection into what it means now, and counts that. Reads the index only. Throws `bad_search` for a search that
 * cannot be understood and `not_found` for a group of which nothing is known.
 */
export async function freezeSelection(parts: BulkParts, selection: BulkSelection): Promise<FrozenSelection> {
  const nowMs = parts.clock.now()
  switch (selection.kind) {
    case 'ids':
      return freezeKeys(
        parts,
        selection.taskIds.map((taskId) => taskKey(parts.keyPrefix, taskId)),
        nowMs,
      )
    case 'group':
      return freezeKeys(parts, await groupKeys(parts, selection), nowMs)
    case 'search': {
      const untilMs = Math.min(nowMs, selection.until === undefined ? nowMs : Date.parse(selection.until))
      return freezeSearch(parts, filterSearch({ q: selection.q, state: [], name: [], id: [] }), untilMs)
    }
  }
}

/** The same for a search that is not written down as text. */
export async function freezeSearch(parts: BulkParts, node: SearchNode, untilMs: number): Promise<FrozenSelection> {
  const { database, appId, visibilityTimeoutSeconds } = parts
  const limits = await loadLostLimits(database, appId, visibilityTimeoutSeconds)
  // Ages are reckoned from the same moment, so that the job means what its dry run counted.
  const search = { kind: 'search', untilMs, node, nowMs: untilMs, limits } as const
  const matches = await matchingSql(database, appId, search)
  const counted = await countMatching(database, appId, matches, countMilliseconds)
  const few = counted.exact && counted.count <= confirmAbove
  const { rows } = await readMatching(database, appId, matches, '', few ? confirmAbove + 1 : sampleSize)
  const sampleKeys = rows.slice(0, sampleSize).map(({ key }) => key)
  if (!few) return { ...counted, frozen: search, sampleKeys }
  const entries = rows.map(({ key, version, sizeBytes }): FrozenEntry => [key, version, sizeBytes])
  return { ...counted, count: entries.length, frozen: { kind: 'keys', untilMs, entries }, sampleKeys }
}

async function freezeKeys({ database, appId }: BulkParts, keys: string[], untilMs: number): Promise<FrozenSelection> {
  const { reader, dialect } = database
  const sorted = [...new Set(keys)].sort(compareKeys)
  const wanted = dialect.isOneOf(Prisma.sql`"key"`, sorted)
  const rows = await reader.$queryRaw<
    { key: string; etag: string; sizeBytes: bigint; state: string; ready: unknown; name: string | null }[]
  >`
    SELECT "key", "etag", "sizeBytes", "state", "ready", "name" FROM "task" WHERE "appId" = ${appId} AND ${wanted}
    UNION ALL
    SELECT "key", "etag", "sizeBytes", '', true, '' FROM "group_result" WHERE "appId" = ${appId} AND ${wanted}`
  const known = new Map(rows.map((row) => [row.key, row]))
  const entries = sorted.map((key): FrozenEntry => {
    const row = known.get(key)
    return row ? [key, row.etag, Number(row.sizeBytes)] : [key, null, 0]
  })
  return {
    count: entries.length,
    exact: true,
    bytes: entries.reduce((sum, [, , sizeBytes]) => sum + sizeBytes, 0),
    unfinished: rows.filter(({ ready }) => !ready).length,
    succeeded: rows.filter(({ state }) => state === 'SUCCESS').length,
    unnamed: rows.filter(({ name }) => name === null).length,
    frozen: { kind: 'keys', untilMs, entries },
    sampleKeys: sorted.slice(0, sampleSize),
  }
}

/** The group's own document, and what it lists besides what says that it belongs to it. */
async function groupKeys(
  { database, appId, keyPrefix }: BulkParts,
  { groupId, members }: Extract<BulkSelection, { kind: 'group' }>,
): Promise<string[]> {
  const { reader } = database
  const group = await reader.groupResult.findFirst({ select: { members: true }, where: { appId, groupId } })
  const tasks = await reader.task.findMany({ select: { key: true }, where: { appId, groupId }, take: mostEntries })
  if (!group && tasks.length === 0) {
    throw new AppError('not_found', `Nothing is known of a group "${groupId.slice(0, 100)}".`)
  }
  const own = groupKey(keyPrefix, groupId)
  if (!members) return [own]
  // What the sync has written there itself.
  const listed = group ? (JSON.parse(group.members || '[]') as ResultReference[]) : []
  return [own, ...keysOf(keyPrefix, listed), ...tasks.map(({ key }) => key)].slice(0, mostEntries)
}

function keysOf(keyPrefix: string, references: ResultReference[]): string[] {
  return references.flatMap((reference) =>
    reference.kind === 'task'
      ? [taskKey(keyPrefix, reference.taskId)]
      : [groupKey(keyPrefix, reference.groupId), ...keysOf(keyPrefix, reference.members)],
  )
}
