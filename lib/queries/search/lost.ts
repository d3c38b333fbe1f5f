import type { Database } from '@/lib/db/client'
import { Prisma } from '@/prisma/generated/sqlite/client'

/** SQS hands a message out again after this long unless the queue or a setting says otherwise: kombu's own default. */
const defaultSeconds = 1800

/** How long a task of each queue may be STARTED before SQS may have handed its message to another worker. */
export type LostLimits = {
  queues: { name: string; seconds: number }[]
  otherwise: { seconds: number; source: 'setting' | 'default' }
}

/** `settingSeconds`: visibility_timeout of the broker's transport options, which kombu applies to every queue it makes. */
export async function loadLostLimits(
  { reader }: Database,
  appId: string,
  settingSeconds: number | null,
): Promise<LostLimits> {
  const rows = await reader.queue.findMany({
    select: { name: true, visibilityTimeoutSeconds: true },
    where: { appId, visibilityTimeoutSeconds: { not: null } },
    take: 500,
  })
  return {
    queues: rows.map((row) => ({ name: row.name, seconds: row.visibilityTimeoutSeconds ?? defaultSeconds })),
    otherwise:
      settingSeconds === null
        ? { seconds: defaultSeconds, source: 'default' }
        : { seconds: settingSeconds, source: 'setting' },
  }
}

/** A row of "task" is STARTED for longer than the limit of its queue. */
export function lostSql({ queues, otherwise }: LostLimits, nowMs: number): Prisma.Sql {
  const before = (seconds: number) => BigInt(Math.round(nowMs - seconds * 1000))
  const own = queues.map(({ name, seconds }) => Prisma.sql`WHEN ${name} THEN CAST(${before(seconds)} AS BIGINT)`)
  const limit =
    own.length === 0
      ? Prisma.sql`${before(otherwise.seconds)}`
      : Prisma.sql`CASE COALESCE("task"."queue", '') ${Prisma.join(own, ' ')} ELSE CAST(${before(otherwise.seconds)} AS BIGINT) END`
  return Prisma.sql`("task"."state" = 'STARTED' AND "task"."occurredMs" < ${limit})`
}
