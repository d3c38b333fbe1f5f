import type { EventBatch, EventsOutcome, SetAsideMessage } from '@/lib/sync/event-index'
import type { Database } from './client'
import { readSequencers, sequencerTable } from './event-marks'
import { addEventCounts } from './event-state'
import { planEventBatch } from './late-events'
import { readKnown } from './read-known'
import { cleanText, isStorable, storableBatch } from './storable'
import type { UpsertTable } from './upsert'
import { writeBatch } from './write-batch'

type StoredSetAside = SetAsideMessage & { atMs: number }

const setAsideTable: UpsertTable<StoredSetAside> = {
  name: 'event_set_aside',
  keys: ['messageId'],
  onConflict: 'overwrite',
  columns: { messageId: 'text', atMs: 'bigint', reason: 'text', body: 'text', receives: 'integer' },
}

/** Stores what events told, in one transaction: the rows, the sequencers they follow, the counters. */
export async function applyEvents(database: Database, appId: string, foreign: EventBatch): Promise<EventsOutcome> {
  const given = { ...foreign, ...storableBatch(foreign), ...storableEvents(foreign) }
  const { dialect, upsertMany } = database
  return database.write(appId, async (tx) => {
    const keys = given.sequencers.map(({ key }) => key)
    const stored = await readSequencers(tx, dialect, appId, keys)
    const { batch, plan, again } = planEventBatch(given, await readKnown(tx, dialect, appId, given), stored)
    const { atMs } = batch
    await writeBatch(tx, database, appId, plan, atMs)
    await upsertMany(
      tx,
      appId,
      sequencerTable,
      batch.sequencers.map((row) => ({ ...row, atMs })),
    )
    await upsertMany(
      tx,
      appId,
      setAsideTable,
      batch.setAside.map((row) => ({ ...row, atMs })),
    )
    await addEventCounts(tx, appId, batch.counts, batch.newestMs)
    return { again }
  })
}

/** What both databases can keep of it: lib/db/storable.ts says why. */
export function storableEvents({ sequencers, setAside }: EventBatch): Pick<EventBatch, 'sequencers' | 'setAside'> {
  return {
    sequencers: sequencers.filter(({ key }) => isStorable(key)),
    setAside: setAside.map(({ messageId, reason, body, receives }) => ({
      messageId: cleanText(messageId).slice(0, 200),
      reason: cleanText(reason),
      body: cleanText(body),
      receives,
    })),
  }
}
