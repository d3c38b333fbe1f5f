import { unreadableState } from '@/lib/celery/states'
import type { StateCount } from '@/lib/contract/common'
import type { RuntimeFigures, TypeFigures } from '@/lib/contract/types'
import type { Database } from '@/lib/db/client'
import { failureRate } from '@/lib/stats/failure-rate'
import { type Histogram, percentiles, readInto } from '@/lib/stats/histogram'
import { Prisma } from '@/prisma/generated/sqlite/client'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

type Piece = { widthSeconds: number; fromMs: number; toMs: number }

/**
 * A stretch of time as few buckets as possible: whole days, and hours at both ends. `sourceSeconds`: the finest buckets
 * that tell its ends apart, which begin and end at them.
 */
export function pieces(fromMs: number, toMs: number, sourceSeconds: 60 | 3600 | 86_400): Piece[] {
  if (sourceSeconds !== 3600) return [{ widthSeconds: sourceSeconds, fromMs, toMs }]
  const firstDay = Math.ceil(fromMs / dayMs) * dayMs
  const lastDay = Math.floor(toMs / dayMs) * dayMs
  if (firstDay >= lastDay) return [{ widthSeconds: 3600, fromMs, toMs }]
  return [
    { widthSeconds: 3600, fromMs, toMs: firstDay },
    { widthSeconds: 86_400, fromMs: firstDay, toMs: lastDay },
    { widthSeconds: 3600, fromMs: lastDay, toMs },
  ].filter((piece) => piece.fromMs < piece.toMs)
}

function within(appId: string, { widthSeconds, fromMs, toMs }: Piece, name: string | undefined): Prisma.Sql {
  const ofName = name === undefined ? Prisma.empty : Prisma.sql` AND "name" = ${name}`
  return Prisma.sql`"appId" = ${appId} AND "widthSeconds" = ${widthSeconds} AND "startMs" >= ${BigInt(fromMs)}
    AND "startMs" < ${BigInt(toMs)}${ofName}`
}

/** What is added up of one type in a stretch of time. */
type Sums = {
  states: Map<string, number>
  retries: number
  runtimes: Map<number, number>
  runtimeCount: number
  runtimeMaxMs: number
  sizes: Map<number, number>
  sizeCount: number
  sizeSumBytes: number
  sizeMaxBytes: number
}

/** The figures of every type, or of the one type `name`, by name; '' stands for tasks stored without one. */
export async function figuresByType(
  { reader }: Database,
  appId: string,
  span: { fromMs: number; toMs: number; sourceSeconds: 60 | 3600 | 86_400 },
  name?: string,
): Promise<Map<string, TypeFigures>> {
  const all = pieces(span.fromMs, span.toMs, span.sourceSeconds)
  const sums = new Map<string, Sums>()
  const sumsOf = (type: string) => {
    const known = sums.get(type) ?? nothing()
    sums.set(type, known)
    return known
  }
  // One by one: for several stretches at once SQLite reads every roll-up of the app.
  for (const piece of all) {
    const where = within(appId, piece, name)
    const counts = await reader.$queryRaw<{ name: string; state: string; count: bigint | number }[]>`
      SELECT "name", "state", SUM("count") AS "count" FROM "history_bucket" WHERE ${where} GROUP BY "name", "state"`
    for (const row of counts) {
      const { states } = sumsOf(row.name)
      states.set(row.state, (states.get(row.state) ?? 0) + Number(row.count))
    }
    for (const row of await readMeasured(reader, where, Prisma.sql`"name"`)) add(sumsOf(row.name), row)
  }
  return new Map([...sums].map(([type, each]) => [type, figuresOf(each)]))
}

type Measured = {
  name: string
  startMs: bigint | number
  retries: bigint | number
  runtimeCount: bigint | number
  runtimeMaxMs: bigint | number
  /** Several histograms, one behind the other; null where none counts anything. */
  runtimes: string | null
  sizeCount: bigint | number
  sizeSumBytes: bigint | number
  sizeMaxBytes: bigint | number
  sizes: string | null
}

/** Adds up in the database what can be: handing a row over costs more than reading it. */
function readMeasured(reader: Database['reader'], where: Prisma.Sql, groupBy: Prisma.Sql): Promise<Measured[]> {
  return reader.$queryRaw<Measured[]>`
    SELECT MIN("name") AS "name", MIN("startMs") AS "startMs", SUM("retries") AS "retries",
      SUM("runtimeCount") AS "runtimeCount", MAX("runtimeMaxMs") AS "runtimeMaxMs",
      STRING_AGG(NULLIF("runtimes", ''), ' ') AS "runtimes", SUM("sizeCount") AS "sizeCount",
      SUM("sizeSumBytes") AS "sizeSumBytes", MAX("sizeMaxBytes") AS "sizeMaxBytes",
      STRING_AGG(NULLIF("sizes", ''), ' ') AS "sizes"
    FROM "type_bucket" WHERE ${where} GROUP BY ${groupBy}`
}

/** Run times of one type by bucket of a chart. */
export async function runtimesByBucket(
  { reader }: Database,
  appId: string,
  name: string,
  plan: { fromMs: number; toMs: number; sourceSeconds: 60 | 3600 | 86_400; bucketSeconds: number; starts: number[] },
): Promise<(RuntimeFigures | null)[]> {
  const piece = { widthSeconds: plan.sourceSeconds, fromMs: plan.fromMs, toMs: plan.toMs }
  const buckets = plan.starts.map(nothing)
  for (const row of await readMeasured(reader, within(appId, piece, name), Prisma.sql`"startMs"`)) {
    const bucket = buckets[Math.floor((Number(row.startMs) - plan.fromMs) / (plan.bucketSeconds * 1000))]
    if (bucket) add(bucket, row)
  }
  return buckets.map(({ runtimes, runtimeCount, runtimeMaxMs }) => runtimeFigures(runtimes, runtimeCount, runtimeMaxMs))
}

function add(sums: Sums, row: Measured): void {
  sums.retries += Number(row.retries)
  sums.runtimeCount += Number(row.runtimeCount)
  sums.runtimeMaxMs = Math.max(sums.runtimeMaxMs, Number(row.runtimeMaxMs))
  readInto(sums.runtimes, row.runtimes ?? '')
  sums.sizeCount += Number(row.sizeCount)
  sums.sizeSumBytes += Number(row.sizeSumBytes)
  sums.sizeMaxBytes = Math.max(sums.sizeMaxBytes, Number(row.sizeMaxBytes))
  readInto(sums.sizes, row.sizes ?? '')
}

export function figuresOf({ states, retries, runtimes, sizes, ...sums }: Sums): TypeFigures {
  const counted: StateCount[] = [...states].map(([state, count]) => ({ state, count }))
  counted.sort((a, b) => b.count - a.count || (a.state < b.state ? -1 : 1))
  const { finished, failed } = failureRate(counted.filter(({ state }) => state !== unreadableState))
  const succeeded = states.get('SUCCESS') ?? 0
  const [p95 = 0] = percentiles(sizes, [0.95], sums.sizeMaxBytes) ?? []
  return {
    states: counted,
    finished,
    failed,
    successRate: finished === 0 ? null : succeeded / finished,
    retries: sums.sizeCount === 0 ? null : retries,
    runtime: runtimeFigures(runtimes, sums.runtimeCount, sums.runtimeMaxMs),
    size:
      sums.sizeCount === 0
        ? null
        : {
            count: sums.sizeCount,
            average: sums.sizeSumBytes / sums.sizeCount,
            p95,
            largest: sums.sizeMaxBytes,
          },
  }
}

function runtimeFigures(runtimes: Histogram, count: number, maxMs: number): RuntimeFigures | null {
  const [p50, p95, p99] = (percentiles(runtimes, [0.5, 0.95, 0.99], maxMs) ?? []).map((ms) => ms / 1000)
  if (p50 === undefined || p95 === undefined || p99 === undefined) return null
  return { count, p50, p95, p99, max: maxMs / 1000 }
}

export function nothing(): Sums {
  return {
    states: new Map(),
    retries: 0,
    runtimes: new Map(),
    runtimeCount: 0,
    runtimeMaxMs: 0,
    sizes: new Map(),
    sizeCount: 0,
    sizeSumBytes: 0,
    sizeMaxBytes: 0,
  }
}
