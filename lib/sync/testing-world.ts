import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import { createMemoryStore } from '@/lib/results/memory'
import type { ResultStore } from '@/lib/results/store'
import type { IndexBatch, TaskIndex } from './index-port'
import { documentOf, groupKeyOf, keyPrefix, taskKeyOf } from './testing'
import type { Scheduler, SimulatedProcess } from './testing-scheduler'
import type { Dice } from './testing-seeds'

/** How often which fault happens, as a share of the requests. */
export type FaultRates = {
  throttled: number
  timedOut: number
  truncated: number
  refused: number
  database: number
  /** Of the queue of events. */
  queue: number
}

export const noFaults: FaultRates = { throttled: 0, timedOut: 0, truncated: 0, refused: 0, database: 0, queue: 0 }

/** What stands in the bucket changes; who is told of changes (S3's events) registers here. */
export type BucketChange = { kind: 'created'; key: string; version: string } | { kind: 'removed'; key: string }

const ids = Array.from({ length: 14 }, (_, at) => `${'0123456789abcdef'[(at * 5) % 16]}${at}`)
const states = ['PENDING', 'STARTED', 'STARTED', 'RETRY', 'SUCCESS', 'SUCCESS', 'FAILURE']

/** The bucket of the simulation and everybody who writes into it. */
export function createWorld(dice: Dice, scheduler: Scheduler) {
  const store = createMemoryStore({ now: scheduler.nowMs, pageSize: 1 + dice.below(6) })
  const listeners: ((change: BucketChange) => void)[] = []
  // In some worlds few keys change again and again.
  const someIds = ids.slice(0, dice.pick([2, 5, ids.length]))
  let written = 0

  function write(key: string, body: string): void {
    store.set(key, body)
    tell({ kind: 'created', key, version: createHash('md5').update(body).digest('hex') })
  }

  function remove(key: string): void {
    if (store.remove(key)) tell({ kind: 'removed', key })
  }

  function tell(change: BucketChange): void {
    const version = change.kind === 'created' ? ` ${change.version.slice(0, 6)}` : ''
    scheduler.note(`${change.kind} ${change.key}${version}`)
    for (const listener of listeners) listener(change)
  }

  /** No two are alike: the same bytes have the same ETag, and count as the same version whenever they are written. */
  function document(): string {
    written += 1
    const state = dice.pick(states)
    const ready = state === 'SUCCESS' || state === 'FAILURE'
    const result = state === 'FAILURE' || state === 'RETRY' ? failure(dice) : { number: written }
    return documentOf({
      number: written,
      status: state,
      result,
      traceback: state === 'FAILURE' ? 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n' : null,
      children: dice.chance(0.2) ? [[['child', null], null]] : [],
      date_done: ready ? new Date(scheduler.nowMs() - dice.below(5000)).toISOString() : null,
      name: dice.pick(['app.add', 'app.mail', null]),
      queue: dice.pick(['celery', 'mail']),
      worker: dice.pick(['one', 'two']),
      retries: dice.below(2),
    })
  }

  return {
    store,
    remove,
    onChange: (listener: (change: BucketChange) => void) => listeners.push(listener),
    /** One thing that workers, people or lifecycle rules do to the bucket. */
    change(): void {
      const id = dice.pick(someIds)
      const key = dice.chance(0.1) ? groupKeyOf(id) : taskKeyOf(id)
      const keys = store.keys()
      if (keys.length > 0 && dice.chance(0.25)) {
        remove(dice.pick(keys))
        return
      }
      const odd = dice.below(33)
      if (odd === 0) write(`${keyPrefix}else/${id}`, 'foreign')
      else if (odd === 1) write(key, `{"number": ${++written}, "status": "SUC`)
      else if (key === groupKeyOf(id))
        write(key, JSON.stringify({ result: [[id, null], [[[`member-${++written}`, null], null]]] }))
      else write(key, document())
    },
  }
}

export type World = ReturnType<typeof createWorld>

function failure(dice: Dice) {
  return { exc_type: dice.pick(['KeyError', 'ValueError']), exc_message: ['wrong'], exc_module: 'builtins' }
}

/** The bucket as one process has it: every request may wait, fail, or break off. */
export function storeOf(
  { store, remove }: Pick<World, 'store' | 'remove'>,
  process: SimulatedProcess,
  dice: Dice,
  rates: () => FaultRates,
): ResultStore {
  const fail = () => {
    const { throttled, timedOut } = rates()
    if (dice.chance(throttled)) throw new AppError('throttled', 'The bucket asks to slow down.')
    if (dice.chance(timedOut)) throw new AppError('upstream', 'The bucket did not answer in time.')
  }
  return {
    label: store.label,
    region: null,
    async *list(range, signal) {
      const pages = store.list(range, signal)[Symbol.asyncIterator]()
      for (;;) {
        await process.step()
        signal.throwIfAborted()
        fail()
        const page = await pages.next()
        // The answer is on its way while others go on.
        await process.step()
        if (page.done) return
        yield page.value
      }
    },
    async get(key, options, signal) {
      await process.step()
      signal.throwIfAborted()
      fail()
      const { refused, truncated } = rates()
      const forbidden = dice.chance(refused)
      const truncateBodyAt = dice.chance(truncated) ? dice.below(40) : undefined
      store.intercept = () => ({ forbidden, truncateBodyAt })
      const answer = store.get(key, options, signal)
      store.intercept = null
      const outcome = await answer
      await process.step()
      signal.throwIfAborted()
      return outcome
    },
    async delete(keys, signal) {
      await process.step()
      signal.throwIfAborted()
      for (const { key } of keys) remove(key)
      await process.step()
      return keys.map(({ key }) => ({ key, deleted: true }))
    },
  }
}

/** The index as one process has it: a call may fail before it was made, or after, when the answer is lost. */
export function indexOf(
  index: TaskIndex,
  process: SimulatedProcess,
  dice: Dice,
  { rates, note }: { rates: () => FaultRates; note: Scheduler['note'] },
): TaskIndex {
  const away = () => {
    if (dice.chance(rates().database)) throw new AppError('database', 'The database is away.')
  }
  const through = async <T>(call: () => Promise<T>): Promise<T> => {
    await process.step()
    away()
    const value = await process.busy(call)
    await process.step()
    away()
    return value
  }
  const written = <T>({ tasks, groups, gone }: IndexBatch, outcome: Promise<T>): Promise<T> => {
    const rows = [...tasks, ...groups].map(({ key, version }) => `${key} ${version.slice(0, 6)}`)
    note(`${process.name} writes ${[...rows, ...gone.map(({ key }) => `no ${key}`)].join(', ') || 'nothing'}`)
    return outcome
  }
  return {
    listEntries: (...given) => through(() => index.listEntries(...given)),
    apply: (batch) => through(() => written(batch, index.apply(batch))),
    listUnfinished: (...given) => through(() => index.listUnfinished(...given)),
    markChecked: (...given) => through(() => index.markChecked(...given)),
    acquireLease: (...given) => through(() => index.acquireLease(...given)),
    releaseLease: (holder) => through(() => index.releaseLease(holder)),
    getSyncState: () => through(() => index.getSyncState()),
    saveSyncState: (change) => through(() => index.saveSyncState(change)),
    listEventMarks: (keys) => through(() => index.listEventMarks(keys)),
    applyEvents: (batch) => through(() => written(batch, index.applyEvents(batch))),
    getEventState: () => through(() => index.getEventState()),
    saveEventState: (change) => through(() => index.saveEventState(change)),
    saveStorageDay: (...given) => through(() => index.saveStorageDay(...given)),
    saveQueueDepths: (samples) => through(() => index.saveQueueDepths(samples)),
    addRequests: (counts) => through(() => index.addRequests(counts)),
    prune: (before) => through(() => index.prune(before)),
  }
}
