import type { ApplyOutcome, IndexBatch, TaskRow } from '@/lib/sync/index-port'
import type { FailureBucketDelta, FailureDelta, FailureWorkerDelta } from './failure-deltas'
import { type GoneVersions, goneVersions } from './gone-versions'
import { collectDeltas, type HistoryDelta, type StoredDelta, type TotalDelta, type WorkerDelta } from './rollup-deltas'
import {
  dimensionsOf,
  type GoneVersion,
  type KnownTask,
  observationOf,
  type StoredChildren,
  type StoredDimension,
  type StoredGroup,
  type StoredObservation,
  type StoredTask,
  storedGroup,
  storedTask,
} from './stored-rows'
import type { TypeDelta } from './type-deltas'

/** Of a key that the index did not have when it was seen to be gone. */
const noVersion = { etag: '', lastModifiedMs: 0 }

/** What the index knows of the keys of a batch. */
export type Known = {
  tasks: KnownTask[]
  groups: KnownGroup[]
  observations: Pick<StoredObservation, 'taskId' | 'atMs' | 'etag'>[]
  /** Versions under these keys that are gone. */
  gone: GoneVersion[]
}

type KnownGroup = Pick<StoredGroup, 'key' | 'etag' | 'lastModifiedMs'>

/** What a batch does to the index. Stored whole or not at all. */
export type BatchPlan = {
  tasks: StoredTask[]
  /** The words that each of `tasks` can be found by, in the same order. */
  texts: string[]
  children: StoredChildren[]
  /** Those of `tasks` that may have had children before and have none now. */
  childless: string[]
  groups: StoredGroup[]
  /** Unchanged keys: only the time of the check is new. */
  checkedKeys: string[]
  removedTasks: { key: string; taskId: string }[]
  removedGroupKeys: string[]
  gone: GoneVersion[]
  observations: StoredObservation[]
  /** Older ones of these tasks are let go. */
  observationsFrom: { taskId: string; fromMs: number }[]
  dimensions: StoredDimension[]
  stored: StoredDelta[]
  totals: TotalDelta[]
  history: HistoryDelta[]
  workers: WorkerDelta[]
  types: TypeDelta[]
  failures: { groups: FailureDelta[]; buckets: FailureBucketDelta[]; workers: FailureWorkerDelta[] }
  /** Rows that were left out because their keys were seen to be gone after they had been read. */
  outdatedKeys: string[]
  outcome: ApplyOutcome
}

/** A task may report its progress thousands of times. History counts them all; of the way it took, the end is kept. */
const observationsKept = 50

/**
 * Works out what a batch changes, from what is known of its keys. Pure, and the one place where the rules of the index
 * live: the databases only store the answer. Expects a storable batch. Rows come before `gone`; a key that appears twice
 * is taken twice, in order.
 */
export function planBatch(batch: IndexBatch, known: Known): BatchPlan {
  const outcome: ApplyOutcome = { inserted: 0, changed: 0, unchanged: 0, gone: 0 }
  const gone = goneVersions(known, batch.atMs)
  const tasks = planTasks(batch, known, gone, outcome)
  const groups = planGroups(batch, known, gone, outcome)
  for (const { key, ifVersion, seenMs } of batch.gone) {
    tasks.remove(key, ifVersion, seenMs)
    groups.remove(key, ifVersion, seenMs)
    if (seenMs !== undefined) gone.add({ key, ...noVersion }, seenMs)
  }
  const outdatedKeys = [...batch.tasks, ...batch.groups].filter(gone.isOutdated).map(({ key }) => key)
  return { ...tasks.plan(), ...groups.plan(), gone: gone.added(), outdatedKeys, outcome }
}

function planTasks(batch: IndexBatch, known: Known, gone: GoneVersions, outcome: ApplyOutcome) {
  const current = byKey<KnownTask>(known.tasks)
  const before = new Set(known.tasks.map(({ key }) => key))
  const written = new Map<string, { task: StoredTask; row: TaskRow }>()
  const removed: BatchPlan['removedTasks'] = []
  const checkedKeys: string[] = []
  const seen = new Set(known.observations.map(observationId))
  const observations = new Map<string, StoredObservation>()
  const dimensions = new Map<string, StoredDimension>()
  const deltas = collectDeltas()

  for (const row of batch.tasks) {
    const previous = current.get(row.key) ?? null
    if (gone.isOutdated(row) || (previous && !isNews(previous, row))) {
      outcome.unchanged += 1
      if (previous) checkedKeys.push(row.key)
      continue
    }
    outcome[previous ? 'changed' : 'inserted'] += 1
    if (previous) {
      deltas.store(previous, -1)
      observations.set(observationId(observationOf(previous)), observationOf(previous))
    }
    const task = storedTask(previous, row, batch.atMs)
    deltas.store(task, 1)
    // Where two readers overtake each other, a version comes again that was counted and replaced before.
    const id = observationId(observationOf(task))
    if (!seen.has(id) && !gone.has(task)) deltas.observe({ ...task, failure: row.failure }, batch.atMs)
    seen.add(id)
    for (const dimension of dimensionsOf(task)) widen(dimensions, dimension)
    current.set(task.key, task)
    written.set(task.key, { task, row })
  }

  return {
    remove(key: string, ifVersion: string | undefined, seenMs: number | undefined): void {
      const task = current.get(key)
      if (!task || !isVersion(task, ifVersion)) return
      outcome.gone += 1
      deltas.store(task, -1)
      removed.push({ key, taskId: task.taskId })
      gone.add(task, seenMs)
      for (const before of [...known.observations, ...observations.values()]) {
        if (before.taskId === task.taskId) gone.add({ key, etag: before.etag, lastModifiedMs: before.atMs }, seenMs)
      }
      current.delete(key)
      written.delete(key)
    },
    plan() {
      const removedIds = new Set(removed.map(({ taskId }) => taskId))
      const added = [...observations.values()].filter(({ taskId }) => !removedIds.has(taskId))
      const starts = keptFrom(known.observations, added)
      const tasks = [...written.values()]
      return {
        tasks: tasks.map(({ task }) => task),
        texts: tasks.map(({ row }) => `${row.searchText} ${row.valueText}`),
        childless: tasks.flatMap(({ row: { key, taskId, children } }) =>
          children === null && before.has(key) ? [taskId] : [],
        ),
        children: tasks.flatMap(({ row: { taskId, children } }) => (children === null ? [] : [{ taskId, children }])),
        checkedKeys,
        removedTasks: removed,
        observations: added.filter(({ taskId, atMs }) => atMs >= (starts.get(taskId) ?? 0)),
        observationsFrom: [...starts].map(([taskId, fromMs]) => ({ taskId, fromMs })),
        dimensions: [...dimensions.values()],
        stored: deltas.stored(),
        totals: deltas.totals(),
        history: deltas.history(),
        workers: deltas.workers(),
        types: deltas.types(),
        failures: deltas.failures(),
      }
    },
  }
}

function planGroups(batch: IndexBatch, known: Known, gone: GoneVersions, outcome: ApplyOutcome) {
  const current = byKey<KnownGroup>(known.groups)
  const written = new Map<string, StoredGroup>()
  const removedGroupKeys: string[] = []

  for (const row of batch.groups) {
    const previous = current.get(row.key)
    if (gone.isOutdated(row) || (previous && !isNews(previous, row))) {
      outcome.unchanged += 1
      continue
    }
    outcome[previous ? 'changed' : 'inserted'] += 1
    const group = storedGroup(row)
    current.set(group.key, group)
    written.set(group.key, group)
  }

  return {
    remove(key: string, ifVersion: string | undefined, seenMs: number | undefined): void {
      const group = current.get(key)
      if (!group || !isVersion(group, ifVersion)) return
      outcome.gone += 1
      gone.add(group, seenMs)
      removedGroupKeys.push(key)
      current.delete(key)
      written.delete(key)
    },
    plan: () => ({ groups: [...written.values()], removedGroupKeys }),
  }
}

/**
 * An equal version says nothing new, and an older one comes late: the row already tells what came after it. Unless the
 * row is what it was when the store was asked: then the store has gone back to an older object. Nothing tells the order of
 * two versions of the same second, for S3 keeps whole seconds: then, too, only what was read with the row in sight is news.
 */
function isNews(previous: KnownGroup, row: { version: string; modifiedMs: number; replaces?: string }): boolean {
  if (previous.etag === row.version) return false
  return previous.lastModifiedMs < row.modifiedMs || previous.etag === row.replaces
}

function isVersion(row: { etag: string }, version: string | undefined): boolean {
  return version === undefined || version === row.etag
}

function observationId({ taskId, atMs, etag }: Known['observations'][number]): string {
  return `${taskId}\0${atMs}\0${etag}`
}

/** Where the kept observations begin, for those of the tasks with new ones that have too many. */
function keptFrom(before: Known['observations'], added: Known['observations']): Map<string, number> {
  const times = new Map(added.map(({ taskId }) => [taskId, new Map<string, number>()]))
  for (const row of [...before, ...added]) times.get(row.taskId)?.set(observationId(row), row.atMs)
  const starts = new Map<string, number>()
  for (const [taskId, atMs] of times) {
    const from = [...atMs.values()].sort((a, b) => b - a)[observationsKept - 1]
    if (from !== undefined && atMs.size > observationsKept) starts.set(taskId, from)
  }
  return starts
}

function widen(dimensions: Map<string, StoredDimension>, row: StoredDimension): void {
  const id = `${row.kind}:${row.value}`
  const { firstSeenMs, lastSeenMs } = dimensions.get(id) ?? row
  dimensions.set(id, {
    ...row,
    firstSeenMs: Math.min(firstSeenMs, row.firstSeenMs),
    lastSeenMs: Math.max(lastSeenMs, row.lastSeenMs),
  })
}

function byKey<T extends { key: string }>(rows: T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.key, row]))
}
