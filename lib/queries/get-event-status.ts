import type { SyncStatusBody } from '@/lib/contract/sync'
import type { Database } from '@/lib/db/client'
import { areLive } from '@/lib/sync/event-health'
import type { EventState } from '@/lib/sync/event-index'
import { iso, isoOrNull } from './task-summary'

type EventStatus = NonNullable<SyncStatusBody['events']>

/** So many of the messages that were set aside are shown, the newest first. */
const shown = 20

/** Where the reading of events stands, and what it could not understand. */
export async function getEventStatus(
  { reader }: Database,
  { appId, queue }: { appId: string; queue: string },
  state: EventState,
  nowMs: number,
): Promise<EventStatus> {
  const setAside = await reader.eventSetAside.findMany({
    where: { appId },
    orderBy: [{ atMs: 'desc' }, { messageId: 'asc' }],
    take: shown,
  })
  const { messages, applied, read, repeated, foreign, others, trouble } = state
  return {
    state: areLive(state, nowMs) ? 'live' : trouble ? 'failing' : 'silent',
    queue,
    heardAt: isoOrNull(state.heardMs),
    newestAt: isoOrNull(state.newestMs),
    waiting: state.waiting,
    inFlight: state.inFlight,
    backlogAt: isoOrNull(state.backlogMs),
    oldestAt: isoOrNull(state.oldestMs),
    counts: { messages, applied, read, repeated, foreign, others, setAside: state.setAside },
    trouble: trouble && {
      at: iso(trouble.atMs),
      code: trouble.code,
      message: trouble.message,
      consecutive: trouble.consecutive,
    },
    setAside: setAside.map(({ messageId, atMs, reason, body, receives }) => ({
      messageId,
      at: iso(Number(atMs)),
      reason,
      body,
      receives,
    })),
  }
}
