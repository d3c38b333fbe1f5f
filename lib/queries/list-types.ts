import type { TypeFigures, TypeList, TypeSummary } from '@/lib/contract/types'
import type { WindowName } from '@/lib/contract/values'
import { type StoredClass, standardStorageCost, storageCost } from '@/lib/cost/storage-cost'
import type { Database } from '@/lib/db/client'
import { type BucketPlan, planBuckets } from '@/lib/stats/buckets'
import { sickness } from '@/lib/stats/health'
import { Prisma } from '@/prisma/generated/sqlite/client'
import { grouped } from './grouped'
import { iso } from './task-summary'
import { figuresByType, figuresOf, nothing } from './type-sums'

export type TypesSubject = { appId: string; region: string | null }

const mostTypes = 1_000

type StoredSum = Record<'name' | 'storageClass', string> &
  Record<'objects' | 'bytes' | 'smallObjects' | 'smallBytes', bigint | number | string>

/** Every task type with its figures in a window and in the one before, unhealthy first. Reads roll-ups only. */
export async function listTypes(
  database: Database,
  subject: TypesSubject,
  window: WindowName,
  nowMs: number,
): Promise<TypeList> {
  const plan = planBuckets(window, nowMs)
  const types = await readTypes(database, subject, plan)
  const sickOf = ({ finished, failed, previous }: TypeSummary) => sickness({ finished, failed }, previous)
  types.sort((a, b) => sickOf(b) - sickOf(a) || b.finished - a.finished || ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
  return {
    window,
    from: iso(plan.fromMs),
    to: iso(plan.toMs),
    bucketSeconds: plan.bucketSeconds,
    items: types.slice(0, mostTypes),
    more: types.length > mostTypes,
    basis: standardStorageCost(0, subject.region).basis,
  }
}

/** All types that were ever seen, or the one type `only`, in no order. */
export async function readTypes(
  database: Database,
  { appId, region }: TypesSubject,
  plan: BucketPlan,
  only?: string,
): Promise<TypeSummary[]> {
  const { reader } = database
  const ofName = only === undefined ? Prisma.empty : Prisma.sql` AND "name" = ${only}`
  const previous = { fromMs: plan.previousFromMs, toMs: plan.fromMs, sourceSeconds: plan.sourceSeconds }
  const [now, before, series, stored, known] = await Promise.all([
    figuresByType(database, appId, plan, only),
    figuresByType(database, appId, previous, only),
    readSparklines(database, appId, plan, ofName),
    reader.$queryRaw<StoredSum[]>`
      SELECT "name", "storageClass", SUM("objects") AS "objects", SUM("bytes") AS "bytes",
        SUM("smallObjects") AS "smallObjects", SUM("smallBytes") AS "smallBytes"
      FROM "stored_total" WHERE "appId" = ${appId}${ofName} GROUP BY "name", "storageClass"`,
    reader.dimension.findMany({ where: { appId, kind: 'name', ...(only === undefined ? {} : { value: only }) } }),
  ])
  const sums = stored.map(({ name, storageClass, ...sum }) => ({
    name,
    storageClass,
    objects: Number(sum.objects),
    bytes: Number(sum.bytes),
    smallObjects: Number(sum.smallObjects),
    smallBytes: Number(sum.smallBytes),
  }))
  const storage: Map<string, StoredClass[]> = grouped(sums, ({ name }) => name)
  return known.map(({ value: name, firstSeenMs, lastSeenMs }) => {
    const classes = storage.get(name) ?? []
    // Retries are stored beside the name (result_extended), so of tasks without one nobody knows them.
    const figuresIn = (sums: Map<string, TypeFigures>): TypeFigures => {
      const figures = sums.get(name) ?? figuresOf(nothing())
      return name === '' ? { ...figures, retries: null } : figures
    }
    const sparkline = series.get(name)
    return {
      name: name === '' ? null : name,
      ...figuresIn(now),
      previous: figuresIn(before),
      stored: {
        objects: classes.reduce((sum, { objects }) => sum + objects, 0),
        bytes: classes.reduce((sum, { bytes }) => sum + bytes, 0),
        dollarsPerMonth: storageCost(classes, region).dollarsPerMonth,
      },
      firstSeen: iso(firstSeenMs),
      lastSeen: iso(lastSeenMs),
      sparkline: plan.starts.map((atMs, at) => ({ at: iso(atMs), ...(sparkline?.[at] ?? { finished: 0, failed: 0 }) })),
    }
  })
}

type Finished = { finished: number; failed: number }

/** What finished in each bucket of a plan, by name. Added up by the database: there are far more roll-ups than buckets. */
async function readSparklines(
  { reader }: Database,
  appId: string,
  { fromMs, toMs, bucketSeconds, sourceSeconds, starts }: BucketPlan,
  ofName: Prisma.Sql,
): Promise<Map<string, Finished[]>> {
  const rows = await reader.$queryRaw<{ name: string; at: bigint | number; state: string; count: bigint | number }[]>`
    SELECT "name", ("startMs" - ${BigInt(fromMs)}) / ${BigInt(bucketSeconds * 1000)} AS "at",
      CASE WHEN "state" = 'FAILURE' THEN 'FAILURE' ELSE 'SUCCESS' END AS "state", SUM("count") AS "count"
    FROM "history_bucket"
    WHERE "appId" = ${appId} AND "widthSeconds" = ${sourceSeconds} AND "startMs" >= ${BigInt(fromMs)}
      AND "startMs" < ${BigInt(toMs)} AND "state" IN ('SUCCESS', 'FAILURE', 'REVOKED')${ofName}
    GROUP BY 1, 2, 3`
  const sparklines = new Map<string, Finished[]>()
  for (const { name, at, state, count } of rows) {
    const buckets = sparklines.get(name) ?? starts.map(() => ({ finished: 0, failed: 0 }))
    sparklines.set(name, buckets)
    const bucket = buckets[Number(at)]
    if (!bucket) continue
    bucket.finished += Number(count)
    if (state === 'FAILURE') bucket.failed += Number(count)
  }
  return sparklines
}
