import type { EventCounts, EventIndex, EventReading, EventState } from '@/lib/sync/event-index'
import type { Database, Transaction } from './client'
import { type Numbers, withNumbers } from './numbers'

export const emptyEventState: EventState = {
  messages: 0,
  applied: 0,
  read: 0,
  repeated: 0,
  foreign: 0,
  others: 0,
  setAside: 0,
  newestMs: null,
  completeToMs: null,
  heardMs: null,
  waiting: null,
  inFlight: null,
  backlogMs: null,
  oldestMs: null,
  trouble: null,
}

export async function getEventState({ reader }: Database, appId: string): Promise<EventState> {
  const row = await reader.eventState.findUnique({ where: { appId }, omit: { appId: true } })
  if (!row) return emptyEventState
  const state: Numbers<typeof row> = withNumbers(row)
  // Written below, and by nothing else.
  return { ...state, trouble: state.trouble === null ? null : (JSON.parse(state.trouble) as EventReading['trouble']) }
}

export async function saveEventState(
  database: Database,
  appId: string,
  { trouble, heardMs, backlogMs, oldestMs, completeToMs, ...counts }: Parameters<EventIndex['saveEventState']>[0],
): Promise<void> {
  const change = {
    ...counts,
    ...bigints({ heardMs, backlogMs, oldestMs, completeToMs }),
    ...(trouble === undefined ? {} : { trouble: trouble && JSON.stringify(trouble) }),
  }
  await database.write(appId, (tx) =>
    tx.eventState.upsert({ where: { appId }, create: { appId, ...change }, update: change }),
  )
}

/** Adds to the counters, inside the transaction of what they count. */
export async function addEventCounts(
  tx: Transaction,
  appId: string,
  counts: EventCounts,
  newestMs: number | null,
): Promise<void> {
  const { messages, applied, read, repeated, foreign, others, setAside } = counts
  await tx.$executeRaw`
    INSERT INTO "event_state" ("appId", "messages", "applied", "read", "repeated", "foreign", "others", "setAside", "newestMs")
    VALUES (${appId}, ${messages}, ${applied}, ${read}, ${repeated}, ${foreign}, ${others}, ${setAside}, ${newestMs})
    ON CONFLICT ("appId") DO UPDATE SET
      "messages" = "event_state"."messages" + excluded."messages",
      "applied" = "event_state"."applied" + excluded."applied",
      "read" = "event_state"."read" + excluded."read",
      "repeated" = "event_state"."repeated" + excluded."repeated",
      "foreign" = "event_state"."foreign" + excluded."foreign",
      "others" = "event_state"."others" + excluded."others",
      "setAside" = "event_state"."setAside" + excluded."setAside",
      "newestMs" = CASE
        WHEN excluded."newestMs" IS NULL OR excluded."newestMs" < "event_state"."newestMs" THEN "event_state"."newestMs"
        ELSE excluded."newestMs" END`
}

function bigints(times: Record<string, number | null | undefined>): Record<string, bigint | null> {
  const given = Object.entries(times).flatMap(([name, ms]) =>
    ms === undefined ? [] : [[name, ms === null ? null : BigInt(Math.trunc(ms))] as const],
  )
  return Object.fromEntries(given)
}
