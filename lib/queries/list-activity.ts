import { z } from 'zod'
import type { Activity, ActivityList, ActivityQuery } from '@/lib/contract/activity'
import { storableText } from '@/lib/contract/common'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import type { Activity as ActivityRow, Prisma } from '@/prisma/generated/sqlite/client'
import { iso } from './task-summary'

export type ActivityFilter = Pick<ActivityQuery, 'action' | 'target' | 'outcome' | 'from' | 'to'>

type Place = { atMs: bigint; id: string }

const exportRows = 500

/** One page of the audit log of an app, newest first, by keyset. Throws `bad_cursor`. */
export async function listActivity(database: Database, appId: string, query: ActivityQuery): Promise<ActivityList> {
  const after = query.cursor === undefined ? null : decodePlace(query.cursor)
  const rows = await readLines(database, appId, query, after, query.limit + 1)
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  return { items: shown.map(toActivity), next: last ? encodePlace(last) : null }
}

/** Every line of a filter, newest first, read page by page as somebody takes them. New lines come above the first. */
export async function* exportActivity(
  database: Database,
  appId: string,
  filter: ActivityFilter,
): AsyncGenerator<Activity[], void> {
  let after: Place | null = null
  for (;;) {
    const rows: ActivityRow[] = await readLines(database, appId, filter, after, exportRows)
    if (rows.length > 0) yield rows.map(toActivity)
    const last = rows.at(-1)
    if (!last || rows.length < exportRows) return
    after = last
  }
}

function readLines(
  { reader }: Database,
  appId: string,
  { action, target, outcome, from, to }: ActivityFilter,
  after: Place | null,
  take: number,
): Promise<ActivityRow[]> {
  const at: Prisma.BigIntFilter<'Activity'> = {}
  if (from !== undefined) at.gte = BigInt(Date.parse(from))
  if (to !== undefined) at.lt = BigInt(Date.parse(to))
  const conditions: Prisma.ActivityWhereInput[] = [{ atMs: at }]
  if (action.length > 0) conditions.push({ action: { in: action } })
  // A line of a job is about the job, whatever its target.
  if (target !== undefined) conditions.push({ OR: [{ target }, { jobId: target }] })
  if (outcome !== undefined) conditions.push({ outcome })
  if (after !== null) {
    // The first condition alone bounds the walk through the index.
    conditions.push({ atMs: { lte: after.atMs } })
    conditions.push({ OR: [{ atMs: { lt: after.atMs } }, { id: { lt: after.id } }] })
  }
  return reader.activity.findMany({
    where: { appId, AND: conditions },
    orderBy: [{ atMs: 'desc' }, { id: 'desc' }],
    take,
  })
}

function toActivity({ appId: _app, atMs, bytes, details, ...line }: ActivityRow): Activity {
  return { ...line, at: iso(atMs), bytes: bytes === null ? null : Number(bytes), details: parseDetails(details) }
}

const detailValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** A line whose details cannot be read any more is still a line. */
function parseDetails(text: string): Activity['details'] {
  try {
    return detailValues.parse(JSON.parse(text))
  } catch {
    return {}
  }
}

const place = z.tuple([z.string().regex(/^\d{1,16}$/), storableText(200)])

function encodePlace({ atMs, id }: Place): string {
  return Buffer.from(JSON.stringify([String(atMs), id])).toString('base64url')
}

function decodePlace(text: string): Place {
  try {
    const [atMs, id] = place.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { atMs: BigInt(atMs), id }
  } catch (cause) {
    throw new AppError('bad_cursor', '"cursor" is not one that this API gave. Start again without it.', {
      cause,
      details: { field: 'cursor' },
    })
  }
}
