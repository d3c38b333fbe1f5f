import type { Clock } from './clock'
import type { SweepOutcome, SweepProgress } from './engine'
import type { InventoryStatus, SyncState, SyncStatus, TaskIndex } from './index-port'
import type { Troubles } from './troubles'

/** Writes down where the sync stands, for the screens of this and other processes. Only the lease's holder has one. */
export type SyncJournal = {
  sweepStarted(startedMs: number): Promise<void>
  /** Cheap to call often: written about once a second. */
  sweepMoved(progress: SweepProgress): void
  sweepEnded(outcome: SweepOutcome | null, nextSweepMs: number): Promise<void>
  nextSweepMoved(nextSweepMs: number): Promise<void>
  troublesChanged(): Promise<void>
  /** The reading of an inventory counts as the beginning of the first sweep. Cheap to call often, too. */
  inventoryMoved(inventory: InventoryStatus, progress: SweepProgress): void
  inventoryEnded(inventory: InventoryStatus): Promise<void>
}

const progressEveryMs = 1000

export function createSyncJournal(index: TaskIndex, clock: Clock, before: SyncState, troubles: Troubles): SyncJournal {
  // Whatever ran before belonged to a process that is gone.
  let status: SyncStatus = { ...before.status, running: null }
  let progressSavedMs = 0
  let writes: Promise<void> = Promise.resolve()

  /** One write after the other, so that an older status never lands on a newer one. */
  function save(change: Parameters<TaskIndex['saveSyncState']>[0]): Promise<void> {
    const write = writes.then(() => index.saveSyncState({ ...change, status }))
    writes = write.catch(() => {})
    return write
  }

  function moved(change: Partial<SyncStatus>): void {
    status = { ...status, ...change }
    const nowMs = clock.now()
    if (nowMs - progressSavedMs < progressEveryMs) return
    progressSavedMs = nowMs
    // Losing one of these is no loss; the next write says the same and more.
    save({}).catch(() => {})
  }

  return {
    async sweepStarted(startedMs) {
      progressSavedMs = startedMs
      await save({ sweepStartedMs: startedMs, nextSweepMs: null })
    },
    sweepMoved: (running) => moved({ running }),
    async sweepEnded(outcome, nextSweepMs) {
      status = { ...status, running: null, trouble: troubles.newest() }
      if (!outcome) return save({ nextSweepMs })
      const { counters, startedMs, finishedMs, failures } = outcome
      status = { ...status, last: { ...counters, startedMs, finishedMs } }
      const complete = failures.length === 0 ? { completeToMs: startedMs } : {}
      await save({ ...complete, sweepFinishedMs: finishedMs, nextSweepMs })
    },
    nextSweepMoved: (nextSweepMs) => save({ nextSweepMs }),
    async troublesChanged() {
      status = { ...status, trouble: troubles.newest() }
      await save({})
    },
    inventoryMoved: (inventory, running) => moved({ inventory, running }),
    async inventoryEnded(inventory) {
      status = { ...status, inventory, running: null }
      await save({})
    },
  }
}
