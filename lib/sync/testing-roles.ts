import { parseResultKey } from '@/lib/celery/result-key'
import { isAppError } from '@/lib/errors'
import type { Inventory } from '@/lib/inventory/inventory'
import { begunInventory } from './cold-start'
import { type SweepParts, sweep } from './engine'
import { keepReadingEvents } from './event-reader'
import { LeaseLost } from './lease'
import { runSyncLoop } from './loop'
import { readInventory } from './read-inventory'
import { recheckTask, recheckUnfinished } from './recheck'
import { keyPrefix } from './testing'
import type { LeaseWitness } from './testing-lease-witness'
import { type Notifications, queueOf, simulatedBucket } from './testing-notifications'
import type { SimulatedProcess } from './testing-scheduler'
import type { Dice } from './testing-seeds'
import type { FaultRates, World } from './testing-world'

/** What a process of the simulation works with. */
export type RoleContext = {
  parts: SweepParts
  process: SimulatedProcess
  dice: Dice
  world: World
  notifications: Notifications
  witness: LeaseWitness
  rates: () => FaultRates
  /** Takes what was survived; an error that is none of the store, the index or the queue is the engine's. */
  onError: (part: string, error: unknown) => void
}

/** What a process of the simulation does until it is ended. */
export type Role = (context: RoleContext) => Promise<void>

/** Each process takes one of these; readers of events are as many as all others together. */
export const roles = {
  /** The loop as it runs in production, with its lease, re-checks and clean-up. */
  loop: async ({ parts, process, dice, witness, onError }) => {
    const { clock, name, signal } = process
    const index = witness.watch(parts.index, process)
    await runSyncLoop(
      { ...parts, index, broker: null, clock, drainRequests: () => [], onError },
      {
        holder: name,
        sweepIntervalMs: 1 + dice.below(20_000),
        recheckIntervalMs: 1000 + dice.below(5000),
        queueSampleIntervalMs: 60_000,
        concurrency: 1 + dice.below(6),
      },
      signal,
    )
  },
  /** Reads S3's events, as every process does beside the loop. */
  reader: async (context) => {
    const { clock, signal } = context.process
    const { dice, onError } = context
    const options = {
      waitSeconds: dice.below(21),
      visibilitySeconds: 1 + dice.below(40),
      concurrency: 1 + dice.below(6),
    }
    await keepReadingEvents(eventPartsOf(context), { ...options, clock, onError }, signal)
  },
  /** Sweeps beside it, as `npm run sync -- --once` does, and in ranges of a few keys. */
  sweeper: async ({ parts, process, dice }) => {
    for (;;) {
      await process.step()
      await survived(() => sweep(parts, sweepOptions(dice), process.signal))
    }
  },
  /** Reads what the index lacks by a list that was taken some time ago, in no order: a cold start beside all the others. */
  inventory: async ({ parts, process, dice, world }) => {
    for (;;) {
      const keys = world.store.keys().sort(() => dice.next() - 0.5)
      for (let wait = dice.below(12); wait >= 0; wait -= 1) await process.step()
      const inventory = listedBefore(keys, 1 + dice.below(5), process)
      const { concurrency, batchSize } = sweepOptions(dice)
      const options = { concurrency, batchSize, onMoved: () => {} }
      await survived(() => readInventory(parts, inventory, begunInventory(inventory, 0), options, process.signal))
    }
  },
  rechecker: async ({ parts, process, dice }) => {
    for (;;) {
      const options = { limit: 1 + dice.below(9), minimumAgeMs: 1, concurrency: 1 + dice.below(4) }
      await process.step()
      await survived(() => recheckUnfinished(parts, options, process.signal))
    }
  },
  /** Opens tasks, and forgets some. */
  person: async ({ parts, process, dice, world }) => {
    for (;;) {
      await process.step()
      const keys = world.store.keys()
      const key = keys.length > 0 ? dice.pick(keys) : ''
      const { kind, id } = parseResultKey(keyPrefix, key) ?? {}
      if (kind !== 'task' || id === undefined) continue
      await survived(async () => {
        if (dice.chance(0.8)) return recheckTask(parts, id, {}, process.signal)
        // As forget-task.ts does.
        const [known] = await parts.index.listEventMarks([key])
        await parts.store.delete?.([{ key }], process.signal)
        const gone = known?.version ? [{ key, ifVersion: known.version }] : []
        await parts.index.apply({ tasks: [], groups: [], gone, atMs: parts.now() })
      })
    }
  },
} satisfies Record<string, Role>

export const roleNames: (keyof typeof roles)[] = [
  'loop',
  'reader',
  'sweeper',
  'reader',
  'rechecker',
  'reader',
  'inventory',
  'person',
]

export const eventPartsOf = ({ parts, process, dice, notifications, rates }: RoleContext) => ({
  ...parts,
  queue: queueOf(notifications, process, dice, rates),
  bucket: simulatedBucket,
})

export const sweepOptions = (dice: Dice) => ({
  concurrency: 1 + dice.below(6),
  ranges: 1 + dice.below(4),
  pagesPerRange: 1 + dice.below(2),
  indexPageSize: 1 + dice.below(5),
  batchSize: 1 + dice.below(8),
})

/** What a process may meet: errors of the bucket, the index and the queue, and the end of its lease. */
export const isExpected = (error: unknown) => isAppError(error) || error instanceof LeaseLost

function listedBefore(all: string[], pageSize: number, process: SimulatedProcess): Inventory {
  return {
    label: 'memory://inventory/',
    takenMs: 0,
    fileCount: 1,
    sizeBytes: 0,
    async *keys() {
      for (let at = 0; at < all.length; at += pageSize) {
        await process.step()
        yield { keys: all.slice(at, at + pageSize), rows: at, filesDone: 0 }
      }
    },
    check: async () => {},
  }
}

/** Errors of the store and the index are what is to be survived; any other one is the engine's. */
async function survived(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isAppError(error)) throw error
  }
}
