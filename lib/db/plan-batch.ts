import type { ApplyOutcome, GroupRow, IndexBatch, TaskRow } from '@/lib/sync/index-port'
import { collectDeltas, type HistoryDelta, type StoredDelta } from './rollup-deltas'
import { type Run, runOf } from './task-run'

/** A task as the index keeps it: what its document says and what follows from earlier versions. */
export type StoredTask = TaskRow &
  Run & {
    /** date_done of a ready state, else LastModified. */
    occurredMs: number
    firstSeenMs: number
    indexedMs: number
    checkedMs: number
  }

/** The fields of a stored task that decide what a change means. */
export type KnownTask = Pick<
  StoredTask,
  | 'key'
  | 'taskId'
  | 'version'
  | 'sizeBytes'
  | 'modifiedMs'
  | 'occurredMs'
  | 'dateDoneMs'
  | 'state'
  | 'ready'
  | 'name'
  | 'queue'
  | 'worker'
  | 'retries'
  | 'startedMs'
  | 'runtimeMs'
  | 'firstSeenMs'
>

export type ObservationRow = {
  taskId: string
  atMs: number
  version: string
  state: string
  retries: number | null
  worker: string | null
}

export type DimensionRow = { kind: 'name' | 'queue' | 'worker' | 'exception'; value: string; lastSeenMs: number }

/** What the index knows of the keys of a batch. */
export type Known = {
  tasks: Iterable<KnownTask>
  groups: Iterable<Pick<GroupRow, 'key' | 'version' | 'modifiedMs'>>
  observations: Iterable<Pick<ObservationRow, 'taskId' | 'atMs' | 'version'>>
}

/** What a batch does to the index. Applied whole or not at all. */
export type BatchPlan = {
  tasks: StoredTask[]
  groups: GroupRow[]
  /** Unchanged keys: only the time of the check is new. */
  checkedKeys: string[]
  removedTasks: { key: string; taskId: string }[]
  removedGroupKeys: string[]
  observations: ObservationRow[]
  dimensions: DimensionRow[]
  stored: StoredDelta[]
  history: HistoryDelta[]
  outcome: ApplyOutcome
}

/**
 * Works out what a batch changes, from what is known of its keys. Pure, and the one place where the rules of the index
 * live: the databases only store the answer. Expects
 * storable rows. Rows come before `gone`; a key that appears twice is taken twice, in order.
 */
export function planBatch(batch: IndexBatch, known: Known): BatchPlan {
  const outcome: ApplyOutcome = { inserted: 0, changed: 0, unchanged: 0, gone: 0 }
  const deltas = collectDeltas()
  const checkedKeys: string[] = []

  const tasks = byKey(known.tasks)
  const writtenTasks = new Map<string, StoredTask>()
  const removedTasks: BatchPlan['removedTasks'] = []
  const seen = new Set<string>([...known.observations].map(observationId))
  const observations = new Map<string, ObservationRow>()
  const dimensions = new Map<string, DimensionRow>()

  for (const row of batch.tasks) {
    const previous = tasks.get(row.key) ?? null
    if (previous && !isNews(previous, row)) {
      outcome.unchanged += 1
      checkedKeys.push(row.key)
      continue
    }
    const task = storedTask(previous, row, batch.atMs)
    if (previous) {
      outcome.changed += 1
      deltas.store(previous, -1)
      const observation = observationOf(previous)
      observations.set(observationId(observation), observation)
    } else {
      outcome.inserted += 1
    }
    deltas.store(task, 1)
    // A version that was seen before and replaced may come again where two readers overtake each other.
    if (!seen.has(observationId(observationOf(task)))) deltas.observe(task, batch.atMs)
    seen.add(observationId(observationOf(task)))
    for (const dimension of dimensionsOf(task)) keepLatest(dimensions, dimension)
    tasks.set(task.key, task)
    writtenTasks.set(task.key, task)
  }

  const groups = byKey(known.groups)
  const writtenGroups = new Map<string, GroupRow>()
  const removedGroupKeys: string[] = []

  for (const row of batch.groups) {
    const previous = groups.get(row.key)
    if (previous && !isNews(previous, row)) {
      outcome.unchanged += 1
      continue
    }
    outcome[previous ? 'changed' : 'inserted'] += 1
    groups.set(row.key, row)
    writtenGroups.set(row.key, row)
  }

  for (const { key, ifVersion } of batch.gone) {
    const task = tasks.get(key)
    const group = groups.get(key)
    if (task && (ifVersion === undefined || ifVersion === task.version)) {
      outcome.gone += 1
      deltas.store(task, -1)
      removedTasks.push({ key, taskId: task.taskId })
      tasks.delete(key)
      writtenTasks.delete(key)
    }
    if (group && (ifVersion === undefined || ifVersion === group.version)) {
      outcome.gone += 1
      removedGroupKeys.push(key)
      groups.delete(key)
      writtenGroups.delete(key)
    }
  }

  const removedIds = new Set(removedTasks.map(({ taskId }) => taskId))
  return {
    tasks: [...writtenTasks.values()],
    groups: [...writtenGroups.values()],
    checkedKeys,
    removedTasks,
    removedGroupKeys,
    observations: [...observations.values()].filter(({ taskId }) => !removedIds.has(taskId)),
    dimensions: [...dimensions.values()],
    stored: deltas.stored(),
    history: deltas.history(),
    outcome,
  }
}

/** An equal version says nothing new, and an older one is late: the row already tells what came after it. */
function isNews(previous: { version: string; modifiedMs: number }, row: { version: string; modifiedMs: number }) {
  return previous.version !== row.version && previous.modifiedMs <= row.modifiedMs
}

function storedTask(previous: KnownTask | null, row: TaskRow, atMs: number): StoredTask {
  return {
    ...row,
    ...runOf(previous, row),
    occurredMs: row.ready && row.dateDoneMs !== null ? row.dateDoneMs : row.modifiedMs,
    firstSeenMs: previous?.firstSeenMs ?? atMs,
    indexedMs: atMs,
    checkedMs: atMs,
  }
}

function observationOf(task: KnownTask): ObservationRow {
  const { taskId, modifiedMs, version, state, retries, worker } = task
  return { taskId, atMs: modifiedMs, version, state, retries, worker }
}

function observationId({ taskId, atMs, version }: Pick<ObservationRow, 'taskId' | 'atMs' | 'version'>): string {
  return JSON.stringify([taskId, atMs, version])
}

function dimensionsOf(task: StoredTask): DimensionRow[] {
  const values = { name: task.name, queue: task.queue, worker: task.worker, exception: task.exceptionType }
  return (['name', 'queue', 'worker', 'exception'] as const).flatMap((kind) => {
    const value = values[kind]
    return value === null || value === '' ? [] : [{ kind, value, lastSeenMs: task.occurredMs }]
  })
}

function keepLatest(dimensions: Map<string, DimensionRow>, row: DimensionRow): void {
  const id = `${row.kind}:${row.value}`
  const known = dimensions.get(id)
  if (!known || known.lastSeenMs < row.lastSeenMs) dimensions.set(id, row)
}

function byKey<T extends { key: string }>(rows: Iterable<T>): Map<string, T> {
  return new Map([...rows].map((row) => [row.key, row]))
}
