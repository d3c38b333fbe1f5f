import type { IndexBatch, TaskIndex } from '@/lib/sync/index-port'
import { applyBatch } from './apply-batch'
import { applyEvents } from './apply-events'
import type { Database } from './client'
import { listEventMarks } from './event-marks'
import { getEventState, saveEventState } from './event-state'
import { listEntries } from './list-entries'
import { withNumbers } from './numbers'
import { prune } from './prune'
import { saveQueueDepths } from './queue-depths'
import { addRequests } from './request-counts'
import { isStorable } from './storable'
import { saveStorageDay } from './storage-days'
import { acquireLease, getSyncState, releaseLease, saveSyncState } from './sync-state'
import { databaseTrouble } from './trouble'
import { touchChecked } from './write-batch'

/** The index of one app in a database. `keepsArguments: false` leaves out what arguments and results say. */
export function openTaskIndex(
  database: Database,
  appId: string,
  { keepsArguments = true }: { keepsArguments?: boolean } = {},
): TaskIndex {
  const { dialect, reader } = database
  /** What a driver says of a database that is away becomes a sentence, as with writes. */
  const reading = async <T>(read: Promise<T>): Promise<T> => {
    try {
      return await read
    } catch (error) {
      throw databaseTrouble(error) ?? error
    }
  }
  return {
    listEntries: (range, limit) => reading(listEntries(database, appId, range, limit)),

    apply(foreign) {
      const batch = keepsArguments ? foreign : withoutArguments(foreign)
      return database.write(appId, (tx) => applyBatch(tx, database, appId, batch))
    },

    async listUnfinished(limit, checkedBeforeMs, occurredFromMs = 0) {
      // Not through Prisma's query language: with a parameter for "ready", the partial index would not be seen to fit.
      const found = reader.$queryRaw<{ key: string; etag: string; lastModifiedMs: bigint }[]>`
        SELECT "key", "etag", "lastModifiedMs" FROM "task"
        WHERE "appId" = ${appId} AND "ready" = false AND "checkedMs" < ${checkedBeforeMs}
          AND "occurredMs" >= ${occurredFromMs}
        ORDER BY "checkedMs", "key" LIMIT ${limit}`
      const rows = await reading(found)
      return rows.map(withNumbers).map((row) => ({ key: row.key, version: row.etag, modifiedMs: row.lastModifiedMs }))
    },

    async markChecked(foreign, atMs) {
      const keys = foreign.filter(isStorable)
      if (keys.length > 0) await database.write(appId, (tx) => touchChecked(tx, dialect, appId, keys, atMs))
    },

    acquireLease: (holder, nowMs, untilMs) => acquireLease(database, appId, holder, nowMs, untilMs),
    releaseLease: (holder) => releaseLease(database, appId, holder),
    getSyncState: () => reading(getSyncState(database, appId)),
    saveSyncState: (change) => saveSyncState(database, appId, change),

    listEventMarks: (keys) => reading(listEventMarks(database, appId, keys)),
    applyEvents: (foreign) =>
      applyEvents(database, appId, keepsArguments ? foreign : { ...foreign, ...withoutArguments(foreign) }),
    getEventState: () => reading(getEventState(database, appId)),
    saveEventState: (change) => saveEventState(database, appId, change),

    saveQueueDepths: (samples) => saveQueueDepths(database, appId, samples),
    addRequests: (counts) => addRequests(database, appId, counts),
    saveStorageDay: (day) => saveStorageDay(database, appId, day),

    prune: (before) => prune(database, appId, before),
  }
}

function withoutArguments(batch: IndexBatch): IndexBatch {
  const nothing = { argsPreview: null, resultPreview: null, valueText: '' }
  return { ...batch, tasks: batch.tasks.map((row) => ({ ...row, ...nothing })) }
}
