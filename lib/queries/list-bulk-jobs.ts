import { z } from 'zod'
import { parseResultKey } from '@/lib/celery/result-key'
import { type BulkJob, type BulkList, type BulkListQuery, bulkSelection } from '@/lib/contract/bulk'
import { storableText } from '@/lib/contract/common'
import { activeStatuses, confirmAbove } from '@/lib/contract/values'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import type { BulkJob as Row } from '@/prisma/generated/sqlite/client'
import { iso, isoOrNull } from './task-summary'

/** Ids of a selection that a list repeats; `total` tells how many there are. */
const shownIds = 100
const stillMs = 10_000
const mostActive = 100

type Counts = Map<string, { count: number; untilMs: bigint | null }>
const place = z.tuple([z.string().regex(/^\d{1,16}$/), storableText(100)])
const frozenKeys = z.object({
  kind: z.literal('keys'),
  entries: z.array(z.tuple([z.string(), z.unknown(), z.unknown()])),
})

/** Bulk jobs, newest first. Throws `bad_cursor`. */
export async function listBulkJobs(
  database: Database,
  { appId, keyPrefix, nowMs }: { appId: string; keyPrefix: string; nowMs: number },
  { status, kind, limit, cursor }: BulkListQuery,
): Promise<BulkList> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const rows = await database.reader.bulkJob.findMany({
    omit: { frozen: true },
    where: {
      appId,
      ...(status.length === 0 ? {} : { status: { in: status } }),
      ...(kind === undefined ? {} : { kind }),
      ...(after ? { OR: [{ createdMs: { lt: after.atMs } }, { createdMs: after.atMs, id: { lt: after.id } }] } : {}),
    },
    orderBy: [{ createdMs: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const page = rows.slice(0, limit)
  const active = await database.reader.bulkJob.findMany({
    omit: { frozen: true },
    where: { appId, status: { in: [...activeStatuses] } },
    orderBy: [{ createdMs: 'desc' }, { id: 'desc' }],
    take: mostActive,
  })
  const archived = await archiveCounts(
    database,
    [...page, ...active].map(({ id }) => id),
  )
  const last = page.at(-1)
  return {
    items: page.map((row) => toBulkJob(row, archived, nowMs)),
    next: rows.length > limit && last ? writeCursor(last) : null,
    active: active.map((row) => toBulkJob(row, archived, nowMs)),
    pending: await pendingTasks(database, appId, keyPrefix),
  }
}

/** The tasks that wait to be forgotten and can be left as they are still. */
async function pendingTasks({ reader }: Database, appId: string, keyPrefix: string): Promise<string[]> {
  const waiting = await reader.bulkJob.findMany({
    select: { frozen: true },
    where: { appId, status: 'waiting', kind: 'forget', total: { lte: confirmAbove } },
    take: 50,
  })
  const ids = new Set<string>()
  for (const { frozen } of waiting) {
    const parsed = frozenKeys.safeParse(JSON.parse(frozen))
    for (const [key] of parsed.data?.entries ?? []) {
      const resultKey = parseResultKey(keyPrefix, key)
      if (resultKey?.kind === 'task') ids.add(resultKey.id)
    }
  }
  return [...ids]
}

export async function archiveCounts({ reader }: Database, jobIds: string[]): Promise<Counts> {
  const rows = await reader.archivedObject.groupBy({
    by: ['jobId'],
    where: { jobId: { in: jobIds } },
    _count: { _all: true },
    _min: { expiresMs: true },
  })
  return new Map(rows.map(({ jobId, _count, _min }) => [jobId, { count: _count._all, untilMs: _min.expiresMs }]))
}

/** The one converter from a row to the API's job. */
export function toBulkJob(row: Omit<Row, 'frozen'>, archived: Counts, nowMs: number): BulkJob {
  const { id, actor, reason, total, done, skipped, failed, uncertain, perSecond, archive, trouble } = row
  const selection = bulkSelection.parse(JSON.parse(row.selection))
  const kept = archived.get(id)
  const moves = row.status === 'running' && row.progressMs !== null && nowMs - Number(row.progressMs) < stillMs
  return {
    id,
    // create-bulk-job.ts and change-bulk-job.ts write no others.
    kind: row.kind as BulkJob['kind'],
    status: row.status as BulkJob['status'],
    selection: selection.kind === 'ids' ? { ...selection, taskIds: selection.taskIds.slice(0, shownIds) } : selection,
    actor,
    reason,
    createdAt: iso(row.createdMs),
    startsAt: iso(row.startsMs),
    startedAt: isoOrNull(row.startedMs),
    finishedAt: isoOrNull(row.finishedMs),
    total,
    processed: done + skipped + failed + uncertain,
    done,
    skipped,
    failed,
    uncertain,
    bytes: Number(row.bytes),
    perSecond,
    archive,
    restorable: kept ? { count: kept.count, until: isoOrNull(kept.untilMs) } : null,
    trouble,
    pace: moves ? row.pace : null,
  }
}

function writeCursor({ createdMs, id }: Pick<Row, 'createdMs' | 'id'>): string {
  return Buffer.from(JSON.stringify([String(createdMs), id])).toString('base64url')
}

function readCursor(text: string): { atMs: bigint; id: string } {
  try {
    const [atMs, id] = place.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { atMs: BigInt(atMs), id }
  } catch {
    const message = '"cursor" is not one that this API gave. Start again without it.'
    throw new AppError('bad_cursor', message, { details: { field: 'cursor' } })
  }
}
