import type { TaskIndex } from '@/lib/sync/index-port'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Database } from './client'

const withMinutes = ['history_bucket', 'type_bucket', 'worker_bucket', 'failure_bucket']
const withRecentHours = ['type_bucket', 'worker_bucket', 'failure_bucket']

/** Removes what is kept for a while only: the port says what. */
export async function prune(
  database: Database,
  appId: string,
  {
    minuteBucketsMs,
    hourBucketsMs,
    queueSamplesMs,
    goneMs,
    sequencersMs,
    setAsideMs,
  }: Parameters<TaskIndex['prune']>[0],
): Promise<void> {
  await database.write(appId, async (tx) => {
    for (const table of withMinutes) {
      await tx.$executeRaw`
        DELETE FROM ${Prisma.raw(`"${table}"`)}
        WHERE "appId" = ${appId} AND "widthSeconds" = 60 AND "startMs" < ${minuteBucketsMs}`
    }
    for (const table of withRecentHours) {
      await tx.$executeRaw`
        DELETE FROM ${Prisma.raw(`"${table}"`)}
        WHERE "appId" = ${appId} AND "widthSeconds" = 3600 AND "startMs" < ${hourBucketsMs}`
    }
    await tx.queueSample.deleteMany({ where: { appId, sampledMs: { lt: BigInt(queueSamplesMs) } } })
    await tx.goneResult.deleteMany({ where: { appId, goneMs: { lt: BigInt(goneMs) } } })
    await tx.eventSequence.deleteMany({ where: { appId, atMs: { lt: BigInt(sequencersMs) } } })
    await tx.eventSetAside.deleteMany({ where: { appId, atMs: { lt: BigInt(setAsideMs) } } })
  })
}
