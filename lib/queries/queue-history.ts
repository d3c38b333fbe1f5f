import type { Database } from '@/lib/db/client'
import { Prisma } from '@/prisma/generated/sqlite/client'

/** Epoch milliseconds and SQS's approximate counts. */
export type DepthSample = { atMs: number; visible: number; inFlight: number; delayed: number }

const dayMs = 86_400_000
const slotMs = 300_000
/** The samples of this last stretch are given as they are: the pace of a queue is read from them. */
const recentMs = 900_000

/**
 * A day of depth for each queue, oldest first: the peaks of five minutes, and the last quarter of an hour sample by
 * sample. Summed up by the database: a day of samples of some queues is tens of thousands of rows.
 */
export async function loadQueueHistory(
  database: Database,
  appId: string,
  names: string[],
  nowMs: number,
): Promise<Map<string, DepthSample[]>> {
  if (names.length === 0) return new Map()
  const recentFrom = Math.floor((nowMs - recentMs) / slotMs) * slotMs
  const [peaks, recent] = await Promise.all([
    database.reader.$queryRaw<Row[]>`
      SELECT "name", MAX("sampledMs") AS "sampledMs", MAX("visible") AS "visible", MAX("inFlight") AS "inFlight",
        MAX("delayed") AS "delayed"
      FROM "queue_sample"
      WHERE "appId" = ${appId} AND "name" IN (${Prisma.join(names)})
        AND "sampledMs" >= ${BigInt(nowMs - dayMs)} AND "sampledMs" < ${BigInt(recentFrom)}
      GROUP BY "name", "sampledMs" / ${BigInt(slotMs)}
      ORDER BY MAX("sampledMs")`,
    database.reader.queueSample.findMany({
      where: { appId, name: { in: names }, sampledMs: { gte: BigInt(recentFrom) } },
      orderBy: { sampledMs: 'asc' },
    }),
  ])
  const histories = new Map<string, DepthSample[]>(names.map((name) => [name, []]))
  for (const row of [...peaks, ...recent]) histories.get(row.name)?.push(sampleOf(row))
  return histories
}

type Row = Record<'sampledMs' | 'visible' | 'inFlight' | 'delayed', bigint | number> & { name: string }

function sampleOf(row: Row): DepthSample {
  return {
    atMs: Number(row.sampledMs),
    visible: Number(row.visible),
    inFlight: Number(row.inFlight),
    delayed: Number(row.delayed),
  }
}
