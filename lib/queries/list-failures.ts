import type { FailureGroup, FailureList, FailureListQuery } from '@/lib/contract/failures'
import { failureStatuses } from '@/lib/contract/values'
import type { Database } from '@/lib/db/client'
import { type BucketPlan, planBuckets } from '@/lib/stats/buckets'
import { type FailureGroup as GroupRow, Prisma } from '@/prisma/generated/sqlite/client'
import { countByGroup, failuresIn, seriesByGroup, typesByGroup } from './failure-counts'
import { statusOf } from './failure-row'
import { iso, isoOrNull } from './task-summary'

/** Of a window with more groups than this, the rest is left out; folding messages keeps them far below. */
const mostGroups = 5_000
const mostTypes = 20

/** The failure groups of a window, newest or most frequent first. Reads roll-ups only. */
export async function listFailures(
  database: Database,
  appId: string,
  query: FailureListQuery,
  nowMs: number,
): Promise<FailureList> {
  const plan = planBuckets(query.window, nowMs)
  const counts = await countByGroup(database, failuresIn(appId, plan, plan.fromMs, plan.toMs, query.type))
  const rows = (await readGroups(database, appId, [...counts.keys()].slice(0, mostGroups))).filter(
    (row) => matchesText(row, query.text) && (query.exception === undefined || row.exceptionType === query.exception),
  )
  const wanted = rows.filter((row) => query.status.length === 0 || query.status.includes(statusOf(row)))
  const newest = (a: GroupRow, b: GroupRow) =>
    Number(b.lastSeenMs - a.lastSeenMs) || (a.fingerprint < b.fingerprint ? -1 : 1)
  const countOf = ({ fingerprint }: GroupRow) => counts.get(fingerprint) ?? 0
  wanted.sort((a, b) => (query.sort === 'newest' ? 0 : countOf(b) - countOf(a)) || newest(a, b))
  const page = wanted.slice(query.offset, query.offset + query.limit)
  return {
    window: query.window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    bucketSeconds: plan.bucketSeconds,
    items: await describeGroups(database, appId, plan, page, query.type),
    total: wanted.length,
    statuses: failureStatuses.map((status) => ({
      status,
      count: rows.filter((row) => statusOf(row) === status).length,
    })),
  }
}

/** Adds to the rows of groups what happened in the window of a plan. */
export async function describeGroups(
  database: Database,
  appId: string,
  plan: BucketPlan,
  rows: GroupRow[],
  type?: string,
): Promise<FailureGroup[]> {
  if (rows.length === 0) return []
  const fingerprints = rows.map(({ fingerprint }) => fingerprint)
  const now = failuresIn(appId, plan, plan.fromMs, plan.toMs, type)
  const [series, types, previous] = await Promise.all([
    seriesByGroup(database, now, plan, fingerprints),
    typesByGroup(database, now, fingerprints),
    countByGroup(database, failuresIn(appId, plan, plan.previousFromMs, plan.fromMs, type)),
  ])
  return rows.map((row) => {
    const counts = series.get(row.fingerprint) ?? []
    return {
      fingerprint: row.fingerprint,
      exceptionType: row.exceptionType,
      pattern: row.pattern,
      frame: row.frame,
      status: statusOf(row),
      statusAt: isoOrNull(row.statusMs),
      regressedAt: isoOrNull(row.regressedMs),
      count: counts.reduce((sum, count) => sum + count, 0),
      previousCount: previous.get(row.fingerprint) ?? 0,
      total: row.count,
      firstSeen: iso(row.firstSeenMs),
      lastSeen: iso(row.lastSeenMs),
      sparkline: plan.starts.map((atMs, at) => ({ at: iso(atMs), count: counts[at] ?? 0 })),
      types: (types.get(row.fingerprint) ?? []).slice(0, mostTypes),
      sample: { taskId: row.sampleTaskId, message: row.sampleMessage },
    }
  })
}

/** The groups of these fingerprints, without their tracebacks, which are long. */
async function readGroups({ reader, dialect }: Database, appId: string, fingerprints: string[]): Promise<GroupRow[]> {
  if (fingerprints.length === 0) return []
  const rows = await reader.$queryRaw<GroupRow[]>`
    SELECT "appId", "fingerprint", "exceptionType", "pattern", "frame", "firstSeenMs", "lastSeenMs", "count",
      "sampleTaskId", "sampleMessage", NULL AS "sampleTraceback", "status", "statusMs", "regressedMs"
    FROM "failure_group" WHERE "appId" = ${appId} AND ${dialect.isOneOf(Prisma.sql`"fingerprint"`, fingerprints)}`
  const big = (value: bigint | number | null) => (value === null ? null : BigInt(value))
  return rows.map((row) => ({
    ...row,
    count: Number(row.count),
    firstSeenMs: BigInt(row.firstSeenMs),
    lastSeenMs: BigInt(row.lastSeenMs),
    statusMs: big(row.statusMs),
    regressedMs: big(row.regressedMs),
  }))
}

function matchesText({ exceptionType, pattern, frame, sampleMessage }: GroupRow, text: string | undefined): boolean {
  if (text === undefined) return true
  return `${exceptionType}\n${pattern}\n${frame ?? ''}\n${sampleMessage}`.toLowerCase().includes(text.toLowerCase())
}
