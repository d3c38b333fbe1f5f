import type { SyncState, SyncStatus } from '@/lib/sync/index-port'
import type { Database } from './client'
import { withNumbers } from './numbers'

export const emptyStatus: SyncStatus = { running: null, last: null, trouble: null }

export const emptySyncState: SyncState = {
  leaseHolder: null,
  leaseUntilMs: 0,
  completeToMs: null,
  sweepStartedMs: null,
  sweepFinishedMs: null,
  nextSweepMs: null,
  requestedMs: null,
  status: emptyStatus,
}

export async function getSyncState(database: Database, appId: string): Promise<SyncState> {
  const row = await database.reader.syncState.findUnique({ where: { appId }, omit: { appId: true } })
  return row ? { ...withNumbers(row), status: parseStatus(row.status) } : emptySyncState
}

export async function saveSyncState(
  database: Database,
  appId: string,
  { status, ...times }: Partial<Omit<SyncState, 'leaseHolder' | 'leaseUntilMs'>>,
): Promise<void> {
  const change = { ...bigints(times), ...(status === undefined ? {} : { status: JSON.stringify(status) }) }
  await database.write(appId, (tx) =>
    tx.syncState.upsert({ where: { appId }, create: { appId, ...change }, update: change }),
  )
}

/** One conditional statement: of any number of processes that try at the same moment, one gets it. */
export async function acquireLease(
  database: Database,
  appId: string,
  holder: string,
  nowMs: number,
  untilMs: number,
): Promise<boolean> {
  const changed = await database.write(
    appId,
    (tx) => tx.$executeRaw`
      INSERT INTO "sync_state" ("appId", "leaseHolder", "leaseUntilMs") VALUES (${appId}, ${holder}, ${untilMs})
      ON CONFLICT ("appId") DO UPDATE SET "leaseHolder" = ${holder}, "leaseUntilMs" = ${untilMs}
      WHERE "sync_state"."leaseHolder" IS NULL OR "sync_state"."leaseHolder" = ${holder}
        OR "sync_state"."leaseUntilMs" <= ${nowMs}`,
  )
  return changed === 1
}

export async function releaseLease(database: Database, appId: string, holder: string): Promise<void> {
  await database.write(appId, (tx) =>
    tx.syncState.updateMany({ where: { appId, leaseHolder: holder }, data: { leaseHolder: null, leaseUntilMs: 0 } }),
  )
}

/** Written by this module only; a text of an older version may lack a part. */
function parseStatus(text: string): SyncStatus {
  const status: Partial<SyncStatus> = JSON.parse(text)
  return { ...emptyStatus, ...status }
}

function bigints(times: Record<string, number | null | undefined>): Record<string, bigint | null> {
  const entries = Object.entries(times).flatMap(([name, ms]) =>
    ms === undefined ? [] : [[name, ms === null ? null : BigInt(Math.trunc(ms))] as const],
  )
  return Object.fromEntries(entries)
}
