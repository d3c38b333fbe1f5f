import assert from 'node:assert/strict'
import { compareKeys } from '@/lib/celery/key-order'
import { parseResultKey } from '@/lib/celery/result-key'
import type { IndexUnderTest } from '@/lib/db/conformance'
import { openMemoryIndex } from '@/lib/db/memory-index'
import type { StoredGroup, StoredTask } from '@/lib/db/stored-rows'
import { keepAccount } from '@/lib/db/testing-account'
import { isAppError } from '@/lib/errors'
import { decodeDocument } from './decode-document'
import { type SweepParts, sweep } from './engine'
import { LeaseLost } from './lease'
import { runSyncLoop } from './loop'
import { recheckTask, recheckUnfinished } from './recheck'
import { keyPrefix } from './testing'
import { createScheduler, type SimulatedProcess } from './testing-scheduler'
import { createDice, type Dice } from './testing-seeds'
import { createWorld, type FaultRates, indexOf, noFaults, storeOf, type World } from './testing-world'

const startMs = Date.UTC(2026, 10, 21, 12, 29, 30)
const hourMs = 3_600_000

/** What a process of the simulation does until it is ended. A consumer of events is one more of these. */
type Role = (context: { parts: SweepParts; process: SimulatedProcess; dice: Dice; world: World }) => Promise<void>

/**
 * Runs the real sync against a bucket and an index that fail, while the bucket changes and processes crash, all as the
 * seed says; afterwards one sweep without faults must make the index equal to the bucket, and every sum right. Answers
 * with the last things that happened.
 */
export async function simulate(seed: number, open: () => Promise<IndexUnderTest>): Promise<string[]> {
  const dice = createDice(seed)
  // Pauses after failures are random; here they have to be the same for the same seed.
  const random = Math.random
  Math.random = dice.next
  const scheduler = createScheduler(dice, startMs)
  try {
    await run(dice, scheduler, await open())
    return scheduler.trace()
  } catch (error) {
    const trace = scheduler.trace().join('\n  ')
    const again = `Replay it with SEED=${seed} npx vitest run lib/sync/simulation`
    throw new Error(`Seed ${seed} fails. ${again}\n  ${trace}\n${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  } finally {
    Math.random = random
  }
}

async function run(dice: Dice, scheduler: ReturnType<typeof createScheduler>, under: IndexUnderTest): Promise<void> {
  const world = createWorld(dice, scheduler)
  const account = keepAccount(under.index, under.contents)
  let rates: FaultRates = ratesOf(dice)
  const partsOf = (process: SimulatedProcess): SweepParts => ({
    store: storeOf(world.store, process, dice, () => rates),
    index: indexOf(account.index, process, dice, () => rates),
    decode: decodeDocument(1_000_000),
    keyPrefix,
    now: process.clock.now,
  })
  const begin = (name: string, role: Role, skewMs: number) =>
    scheduler.start(name, skewMs, (process) => role({ parts: partsOf(process), process, dice, world }))

  /** What happens beside the steps of the processes; most numbers mean nothing. */
  function interfere(number: number, process: SimulatedProcess): void {
    if (number < 24) world.change()
    else if (number < 26) scheduler.crash(process)
    else if (number < 27) scheduler.stop(process, new LeaseLost('told to'))
    else if (number < 28) scheduler.jump(process, dice.below(2 * hourMs) - hourMs)
    else if (number < 30) rates = ratesOf(dice)
  }

  for (let at = dice.below(25); at > 0; at -= 1) world.change()
  const steps = 60 + dice.below(500)
  for (let step = 0; step < steps; step += 1) {
    const alive = scheduler.alive()
    if (alive.length === 0 || (alive.length < 4 && dice.chance(0.02))) {
      const role = dice.pick(Object.keys(roles))
      begin(`${role}-${step}`, roles[role] ?? sweeping, dice.chance(0.2) ? dice.below(2 * hourMs) - hourMs : 0)
    } else interfere(dice.below(200), dice.pick(alive))
    if (dice.chance(0.3)) scheduler.passTime(dice.below(1500))
    await scheduler.advance()
  }
  for (const process of scheduler.alive()) scheduler.crash(process)

  // All clocks agree again, and nobody changes the bucket any more.
  rates = noFaults
  scheduler.passTime(100 * hourMs)
  let done = false
  begin(
    'last sweep',
    async (context) => {
      const { failures } = await sweep(context.parts, optionsOf(dice), context.process.signal)
      assert.deepEqual(failures, [])
      done = true
    },
    0,
  )
  while (await scheduler.advance());
  assert.deepEqual(scheduler.ends, [], 'A process ended with an error of its own.')
  assert.ok(done, 'The last sweep never came to its end.')
  await account.check()
  await equalsBucket(under, world)
}

const roles: Record<string, Role> = {
  /** The loop as it runs in production, with its lease, re-checks and clean-up. */
  loop: async ({ parts, process, dice }) => {
    const { clock, name, signal } = process
    await runSyncLoop(
      { ...parts, broker: null, clock, drainRequests: () => [], onError: () => {} },
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
  /** Sweeps beside it, as `npm run sync -- --once` does, and in ranges of a few keys. */
  sweeper: async (context) => {
    for (;;) await survived(() => sweeping(context))
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
        await parts.store.delete?.([{ key }], process.signal)
        await parts.index.apply({ tasks: [], groups: [], gone: [{ key }], atMs: parts.now() })
      })
    }
  },
}

const sweeping: Role = async ({ parts, process, dice }) => {
  await process.step()
  await sweep(parts, optionsOf(dice), process.signal)
}

const optionsOf = (dice: Dice) => ({
  concurrency: 1 + dice.below(6),
  ranges: 1 + dice.below(4),
  pagesPerRange: 1 + dice.below(2),
  indexPageSize: 1 + dice.below(5),
  batchSize: 1 + dice.below(8),
})

/** Errors of the store and the index are what is to be survived; any other one is the engine's. */
async function survived(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isAppError(error)) throw error
  }
}

function ratesOf(dice: Dice): FaultRates {
  if (dice.chance(0.3)) return noFaults
  const rate = () => (dice.chance(0.4) ? dice.next() * 0.15 : 0)
  return { throttled: rate(), timedOut: rate(), truncated: rate(), refused: rate(), database: rate() }
}

/** Keys, versions and everything that a document says are those of an index made from nothing. */
async function equalsBucket(under: IndexUnderTest, { store }: World): Promise<void> {
  const fresh = openMemoryIndex()
  await sweep({ store, index: fresh, decode: decodeDocument(1_000_000), keyPrefix, now: () => startMs })
  const contents = await under.contents()
  const expected = fresh.contents()
  assert.deepEqual(sorted(contents.tasks).map(saidByBucket), sorted(expected.tasks).map(saidByBucket))
  assert.deepEqual(sorted(contents.groups).map(saidByBucket), sorted(expected.groups).map(saidByBucket))
  const byId = (rows: { taskId: string }[]) => [...rows].sort((a, b) => compareKeys(a.taskId, b.taskId))
  assert.deepEqual(byId(contents.children), byId(expected.children))
}

const sorted = <T extends { key: string }>(rows: T[]) => [...rows].sort((a, b) => compareKeys(a.key, b.key))

/** When we saw it, and what we derive from earlier versions, is not in the bucket. */
function saidByBucket(row: StoredTask | StoredGroup) {
  if (!('taskId' in row)) return row
  const { firstSeenMs, indexedMs, checkedMs, startedMs, runtimeMs, ...said } = row
  return said
}
