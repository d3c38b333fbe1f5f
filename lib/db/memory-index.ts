import { compareKeys } from '@/lib/celery/key-order'
import type { EventState, SetAsideMessage } from '@/lib/sync/event-index'
import type {
  IndexBatch,
  IndexedEntry,
  QueueSampleRow,
  RequestCountRow,
  SyncState,
  TaskIndex,
} from '@/lib/sync/index-port'
import { storableEvents } from './apply-events'
import { emptyEventState } from './event-state'
import { classTotals } from './group-totals'
import { planEventBatch } from './late-events'
import { emptyRollups, mergeRollups, pruneRollups, type RollupContents, rollupContents } from './memory-rollups'
import { type BatchPlan, type Known, planBatch } from './plan-batch'
import { splitSamples } from './queue-depths'
import { sumRequests } from './request-counts'
import { storableBatch } from './storable'
import { type StorageDayRow, storageDayRows } from './storage-days'
import type { GoneVersion, StoredChildren, StoredGroup, StoredObservation, StoredTask } from './stored-rows'
import { emptySyncState } from './sync-state'

export type QueueDepthRow = Pick<QueueSampleRow, 'name' | 'sampledMs' | 'visible' | 'inFlight' | 'delayed'>

/** Everything an index holds of one app, for looking at. */
export type IndexContents = RollupContents & {
  tasks: StoredTask[]
  groups: StoredGroup[]
  observations: StoredObservation[]
  children: StoredChildren[]
  gone: GoneVersion[]
  queues: QueueSampleRow[]
  queueSamples: QueueDepthRow[]
  sequencers: { key: string; sequencer: string; atMs: number }[]
  setAside: (SetAsideMessage & { atMs: number })[]
  requests: RequestCountRow[]
  storageDays: StorageDayRow[]
}

export type MemoryIndex = TaskIndex & { contents(): IndexContents }

/** The index of one app in memory, with the rules of the databases. For tests and tools. */
export function openMemoryIndex(): MemoryIndex {
  const tasks = new Map<string, StoredTask>()
  const groups = new Map<string, StoredGroup>()
  const observations = new Map<string, StoredObservation>()
  const children = new Map<string, StoredChildren>()
  const gone = new Map<string, GoneVersion>()
  const rollups = emptyRollups()
  const queues = new Map<string, QueueSampleRow>()
  const queueSamples = new Map<string, QueueDepthRow>()
  const requests = new Map<string, RequestCountRow>()
  const storageDays = new Map<string, StorageDayRow[]>()
  const sequencers = new Map<string, IndexContents['sequencers'][number]>()
  const setAside = new Map<string, IndexContents['setAside'][number]>()
  let state: SyncState = emptySyncState
  let events: EventState = emptyEventState

  const touch = (keys: string[], atMs: number) => {
    for (const key of keys) {
      const task = tasks.get(key)
      if (task && !task.ready && task.checkedMs < atMs) tasks.set(key, { ...task, checkedMs: atMs })
    }
  }

  const write = (plan: BatchPlan, atMs: number) => {
    for (const task of plan.tasks) tasks.set(task.key, task)
    for (const group of plan.groups) groups.set(group.key, group)
    for (const row of plan.observations) observations.set(idOf(row.taskId, row.atMs, row.etag), row)
    for (const { taskId } of plan.tasks) children.delete(taskId)
    for (const row of plan.children) children.set(row.taskId, row)
    for (const row of plan.gone) gone.set(idOf(row.key, row.etag, row.lastModifiedMs), row)
    mergeRollups(rollups, plan)
    const starts = new Map(plan.observationsFrom.map(({ taskId, fromMs }) => [taskId, fromMs]))
    for (const [id, { taskId, atMs }] of observations) if (atMs < (starts.get(taskId) ?? 0)) observations.delete(id)
    const removedIds = new Set(plan.removedTasks.map(({ taskId }) => taskId))
    for (const { key, taskId } of plan.removedTasks) {
      tasks.delete(key)
      children.delete(taskId)
    }
    for (const [id, { taskId }] of observations) if (removedIds.has(taskId)) observations.delete(id)
    for (const key of plan.removedGroupKeys) groups.delete(key)
    touch(plan.checkedKeys, atMs)
  }

  const knownOf = (batch: IndexBatch): Known => {
    const keys = [...batch.tasks, ...batch.groups, ...batch.gone].map(({ key }) => key)
    return {
      tasks: valuesOf(tasks, keys),
      groups: valuesOf(groups, keys),
      observations: [...observations.values()],
      gone: [...gone.values()],
    }
  }

  return {
    async listEntries({ prefix, after, upTo }, limit) {
      return [...tasks.values(), ...groups.values()]
        .filter(({ key }) => key.startsWith(prefix))
        .filter(({ key }) => after === undefined || compareKeys(key, after) > 0)
        .filter(({ key }) => upTo === undefined || compareKeys(key, upTo) <= 0)
        .sort((a, b) => compareKeys(a.key, b.key))
        .slice(0, limit)
        .map(entryOf)
    },

    async apply(foreign) {
      const batch = storableBatch(foreign)
      const plan = planBatch(batch, knownOf(batch))
      write(plan, batch.atMs)
      return plan.outcome
    },

    listEventMarks: async (keys) =>
      keys.map((key) => ({
        key,
        version: (tasks.get(key) ?? groups.get(key))?.etag ?? null,
        sequencer: sequencers.get(key)?.sequencer ?? null,
      })),
    async applyEvents(foreign) {
      const given = { ...foreign, ...storableBatch(foreign), ...storableEvents(foreign) }
      const { batch, plan, again } = planEventBatch(given, knownOf(given), [...sequencers.values()])
      const { atMs, counts, newestMs } = batch
      write(plan, atMs)
      for (const row of batch.sequencers) sequencers.set(row.key, { ...row, atMs })
      for (const row of batch.setAside) setAside.set(row.messageId, { ...row, atMs })
      for (const name of countNames) events = { ...events, [name]: events[name] + counts[name] }
      events = { ...events, newestMs: Math.max(events.newestMs ?? -1, newestMs ?? -1) }
      if (events.newestMs === -1) events = { ...events, newestMs: null }
      return { again }
    },
    getEventState: async () => structuredClone(events),
    async saveEventState(change) {
      const given = Object.entries(structuredClone(change)).filter(([, value]) => value !== undefined)
      events = { ...events, ...Object.fromEntries(given) }
    },

    async listUnfinished(limit, checkedBeforeMs, occurredFromMs = 0) {
      return [...tasks.values()]
        .filter(({ ready, checkedMs }) => !ready && checkedMs < checkedBeforeMs)
        .filter(({ occurredMs }) => occurredMs >= occurredFromMs)
        .sort((a, b) => a.checkedMs - b.checkedMs || compareKeys(a.key, b.key))
        .slice(0, limit)
        .map(entryOf)
    },

    markChecked: async (keys, atMs) => touch(keys, atMs),

    async acquireLease(holder, nowMs, untilMs) {
      const free = state.leaseHolder === null || state.leaseHolder === holder || state.leaseUntilMs <= nowMs
      if (free) state = { ...state, leaseHolder: holder, leaseUntilMs: untilMs }
      return free
    },
    async releaseLease(holder) {
      if (state.leaseHolder === holder) state = { ...state, leaseHolder: null, leaseUntilMs: 0 }
    },
    // Copies: what a caller does to its object must not reach the index, as with a database.
    getSyncState: async () => structuredClone(state),
    async saveSyncState(change) {
      const given = Object.entries(structuredClone(change)).filter(([, value]) => value !== undefined)
      state = { ...state, ...Object.fromEntries(given) }
    },

    async saveQueueDepths(samples) {
      const { read, unread } = splitSamples(samples)
      for (const row of read) {
        queues.set(row.name, row)
        const { name, sampledMs, visible, inFlight, delayed } = row
        queueSamples.set(idOf(name, sampledMs), { name, sampledMs, visible, inFlight, delayed })
      }
      for (const row of unread) queues.set(row.name, { ...(queues.get(row.name) ?? row), problem: row.problem })
    },

    async addRequests(counts) {
      const known = requests.values()
      const sums = sumRequests([...known, ...counts])
      for (const row of sums) requests.set(idOf(row.day, row.operation), row)
    },

    async saveStorageDay(day) {
      storageDays.set(day, storageDayRows(day, [...rollups.totals.values(), ...classTotals([...groups.values()])]))
    },

    async prune({ minuteBucketsMs, hourBucketsMs, queueSamplesMs, goneMs, sequencersMs, setAsideMs }) {
      pruneRollups(rollups, minuteBucketsMs, hourBucketsMs)
      for (const [id, row] of gone) if (row.goneMs < goneMs) gone.delete(id)
      for (const [id, { sampledMs }] of queueSamples) if (sampledMs < queueSamplesMs) queueSamples.delete(id)
      for (const [id, { atMs }] of sequencers) if (atMs < sequencersMs) sequencers.delete(id)
      for (const [id, { atMs }] of setAside) if (atMs < setAsideMs) setAside.delete(id)
    },

    contents: () => ({
      tasks: [...tasks.values()],
      groups: [...groups.values()],
      observations: [...observations.values()],
      children: [...children.values()],
      gone: [...gone.values()],
      ...rollupContents(rollups),
      queues: [...queues.values()],
      queueSamples: [...queueSamples.values()],
      sequencers: [...sequencers.values()],
      setAside: [...setAside.values()],
      requests: [...requests.values()],
      storageDays: [...storageDays.values()].flat(),
    }),
  }
}

const countNames = ['messages', 'applied', 'read', 'repeated', 'foreign', 'others', 'setAside'] as const

function entryOf({ key, etag, lastModifiedMs }: StoredTask | StoredGroup): IndexedEntry {
  return { key, version: etag, modifiedMs: lastModifiedMs }
}

function valuesOf<T>(rows: Map<string, T>, keys: string[]): T[] {
  return keys.flatMap((key) => rows.get(key) ?? [])
}

function idOf(...parts: (string | number)[]): string {
  return JSON.stringify(parts)
}
