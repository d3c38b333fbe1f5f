import type { Clock } from './clock'
import type { SweepOutcome, SweepProgress } from './engine'
import type { SyncState, SyncStatus, TaskIndex } from './index-port'
import type { Troubles } from './troubles'

/** Writes down where the sync stands, for the screens of this and other processes. Only the lease's holder has one. */
export type SyncJournal = {
  sweepStarted(startedMs: number): Promise<void>
  /** Cheap to call often: written about once a second. */
  sweepMoved(progress: SweepProgress): void
  sweepEnded(outcome: SweepOutcome | null, nextSweepMs: number): Promise<void>
  nextSweepMoved(nextSweepMs: number): Promise<void>
  troublesChanged(): Promise<void>
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

  return {
    async sweepStarted(startedMs) {
      progressSavedMs = startedMs
      await save({ sweepStartedMs: startedMs, nextSweepMs: null })
    },
    sweepMoved(progress) {
      status = { ...status, running: progress }
      const nowMs = clock.now()
      if (nowMs - progressSavedMs < progressEveryMs) return
      progressSavedMs = nowMs
      // Losing one of these is no loss; the next write says the same and more.
      save({}).catch(() => {})
    },
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
  }
}
