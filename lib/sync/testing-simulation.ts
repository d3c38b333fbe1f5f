import assert from 'node:assert/strict'
import { compareKeys } from '@/lib/celery/key-order'
import type { IndexUnderTest } from '@/lib/db/conformance'
import { type IndexContents, openMemoryIndex } from '@/lib/db/memory-index'
import type { StoredGroup, StoredTask } from '@/lib/db/stored-rows'
import { keepAccount } from '@/lib/db/testing-account'
import { decodeDocument } from './decode-document'
import { type SweepParts, sweep } from './engine'
import { readEventsOnce } from './event-round'
import type { TaskIndex } from './index-port'
import { LeaseLost } from './lease'
import { keyPrefix } from './testing'
import { createLeaseWitness } from './testing-lease-witness'
import { createNotifications } from './testing-notifications'
import { eventPartsOf, isExpected, type Role, roleNames, roles, sweepOptions } from './testing-roles'
import { createScheduler, type Scheduler, type SimulatedProcess } from './testing-scheduler'
import { createDice, type Dice } from './testing-seeds'
import { createWorld, type FaultRates, indexOf, noFaults, storeOf, type World } from './testing-world'

/** `keysWith`: the tasks that are found by a word, where the index can be searched. */
export type SimulatedIndex = IndexUnderTest & { keysWith?(word: string): Promise<string[]> }

const startMs = Date.UTC(2026, 10, 21, 12, 29, 30)
const hourMs = 3_600_000

/**
 * Runs the real sync against a bucket and an index that fail, while the bucket changes and processes crash, all as the
 * seed says; afterwards the index must be equal to the bucket, and every sum right: by S3's events alone where all of them
 * came, and in any case by one sweep without faults. Answers with the last things that happened, and how often each kind
 * of trouble did.
 */
export async function simulate(
  seed: number,
  open: () => Promise<SimulatedIndex>,
): Promise<{ trace: string[]; meetings: Map<string, number> }> {
  const dice = createDice(seed)
  // Pauses after failures are random; here they have to be the same for the same seed.
  const random = Math.random
  Math.random = dice.next
  const scheduler = createScheduler(dice, startMs)
  try {
    await run(dice, scheduler, await open())
    return { trace: scheduler.trace(), meetings: scheduler.meetings() }
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

async function run(dice: Dice, scheduler: Scheduler, under: SimulatedIndex): Promise<void> {
  const world = createWorld(dice, scheduler)
  /** Every change is told, all clocks are right, and nothing is refused: then events alone must be enough. */
  const told = dice.chance(0.5)
  const notifications = createNotifications(world, dice, scheduler, told ? 0 : dice.next() * 0.4)
  const witness = createLeaseWitness(told, scheduler.met)
  const account = keepAccount(under.index, under.contents)
  const draw = () => ratesOf(dice, told)
  let rates: FaultRates = draw()
  const skewMs = () => (told ? 0 : dice.below(2 * hourMs) - hourMs)
  const onError = (part: string, error: unknown) => {
    if (!isExpected(error)) scheduler.ends.push(new Error(`${part} met an error of its own.`, { cause: error }))
  }
  const begin = (name: string, role: Role, skew: number) =>
    scheduler.start(name, skew, (process) => {
      const parts: SweepParts = {
        store: storeOf(world, process, dice, () => rates),
        index: indexOf(account.index, process, dice, { rates: () => rates, note: scheduler.note }),
        decode: decodeDocument(1_000_000),
        keyPrefix,
        now: process.clock.now,
      }
      return role({ parts, process, dice, world, notifications, witness, rates: () => rates, onError })
    })

  /** What happens beside the steps of the processes; most numbers mean nothing. */
  function interfere(number: number, process: SimulatedProcess): void {
    if (number < 24) world.change()
    else if (number < 26) scheduler.crash(process)
    else if (number < 27) scheduler.stop(process, new LeaseLost('told to'))
    else if (number < 28) scheduler.jump(process, skewMs())
    else if (number < 30) rates = draw()
    else if (number < 70) notifications.deliver()
  }

  const stepMs = dice.pick([50, 300, 1500])
  let steps = 0
  function beginOne(): void {
    const name = dice.pick(roleNames)
    begin(`${name}-${steps}`, roles[name], dice.chance(0.2) ? skewMs() : 0)
  }
  /** One of the processes goes on by one step, and others may start or end. */
  async function step(number: number): Promise<void> {
    steps += 1
    const alive = scheduler.alive()
    if (alive.length === 0 || (alive.length < 5 && dice.chance(0.03))) beginOne()
    else interfere(number, dice.pick(alive))
    // S3 keeps whole seconds: where time goes slowly, much happens within one.
    if (dice.chance(0.3)) scheduler.passTime(dice.below(stepMs))
    await scheduler.advance()
  }

  async function toEnd(name: string, role: Role): Promise<void> {
    let done = false
    const work: Role = async (context) => {
      await role(context)
      done = true
    }
    begin(name, work, 0)
    while (await scheduler.advance());
    assert.deepEqual(scheduler.ends, [], 'A process ended with an error of its own.')
    assert.ok(done, `The ${name} never came to its end.`)
  }

  for (let at = dice.below(25); at > 0; at -= 1) world.change()
  for (let epochs = 1 + dice.below(6); epochs > 0; epochs -= 1) {
    for (let more = dice.below(5); more > 0; more -= 1) beginOne()
    for (let left = 15 + dice.below(dice.pick([30, 200])); left > 0; left -= 1) await step(dice.below(200))
    // Workers rest; what is under way may still come to its end, or not.
    notifications.deliverAll()
    for (let left = dice.below(60); left > 0; left -= 1) await step(200)
    for (const process of scheduler.alive()) scheduler.crash(process)
    notifications.deliverAll()
    const before = rates
    rates = noFaults
    // All clocks agree again, and every message is visible.
    scheduler.passTime(told ? 60_000 : 2 * hourMs)
    await toEnd('reader of the rest', readToEnd)
    rates = before
    assert.deepEqual(notifications.queue.bodies(), [])
    assert.equal((await under.contents()).setAside.length, notifications.poison())
    await account.check()
    if (told) await equalsBucket(under, world, 'after the events alone')
  }

  rates = noFaults
  if (told) {
    notifications.repeatAll()
    const { get } = world.store.requests
    await toEnd('reader of repetitions', readToEnd)
    assert.equal(world.store.requests.get, get, 'An object was read for an event that had been there before.')
  }
  scheduler.passTime(100 * hourMs)
  await toEnd('last sweep', async ({ parts, process }) => {
    const { failures } = await sweep(parts, sweepOptions(dice), process.signal)
    assert.deepEqual(failures, [])
  })
  await account.check()
  await equalsBucket(under, world, 'after the last sweep', under.keysWith)
}

/** Reads events until the queue is empty; what nobody understands has to come three times. */
const readToEnd: Role = async (context) => {
  const { signal, clock } = context.process
  const { queue } = context.notifications
  while (queue.bodies().length > 0) {
    const { failure } = await readEventsOnce(
      eventPartsOf(context),
      { waitSeconds: 0, visibilitySeconds: 30, concurrency: 4 },
      signal,
    )
    if (failure !== null) throw failure
    await clock.sleep(7000, signal)
  }
}

function ratesOf(dice: Dice, told: boolean): FaultRates {
  if (dice.chance(0.3)) return noFaults
  const rate = () => (dice.chance(0.4) ? dice.next() * 0.15 : 0)
  const rates = { throttled: rate(), timedOut: rate(), truncated: rate(), database: rate(), queue: rate() }
  // An object that was refused is asked for again by the next sweep only.
  return { ...rates, refused: told ? 0 : rate() }
}

/** Keys, versions and everything that a document says are those of an index made from nothing. */
async function equalsBucket(
  under: IndexUnderTest,
  { store }: World,
  when: string,
  keysWith?: SimulatedIndex['keysWith'],
): Promise<void> {
  const fresh = openMemoryIndex()
  const words = new Map<string, Set<string>>()
  const apply: TaskIndex['apply'] = (batch) => {
    for (const { key, searchText, valueText } of batch.tasks) {
      for (const word of `${searchText} ${valueText}`.split(' '))
        words.set(word, (words.get(word) ?? new Set()).add(key))
    }
    return fresh.apply(batch)
  }
  const index = { ...fresh, apply }
  await sweep({ store, index, decode: decodeDocument(1_000_000), keyPrefix, now: () => startMs })
  const contents = await under.contents()
  const expected = fresh.contents()
  assert.deepEqual(versionsOf(contents), versionsOf(expected), `The index has other versions than the bucket ${when}.`)
  assert.deepEqual(sorted(contents.tasks).map(saidByBucket), sorted(expected.tasks).map(saidByBucket), when)
  assert.deepEqual(sorted(contents.groups).map(saidByBucket), sorted(expected.groups).map(saidByBucket), when)
  const byId = (rows: { taskId: string }[]) => [...rows].sort((a, b) => compareKeys(a.taskId, b.taskId))
  assert.deepEqual(byId(contents.children), byId(expected.children), when)
  if (!keysWith) return
  for (const [word, keys] of words) {
    if (word !== '') assert.deepEqual((await keysWith(word)).sort(), [...keys].sort(), `Found by "${word}" ${when}`)
  }
}

const versionsOf = ({ tasks, groups }: Pick<IndexContents, 'tasks' | 'groups'>) =>
  Object.fromEntries(sorted([...tasks, ...groups]).map(({ key, etag }) => [key, etag]))

const sorted = <T extends { key: string }>(rows: T[]) => [...rows].sort((a, b) => compareKeys(a.key, b.key))

/** When we saw it, and what we derive from earlier versions, is not in the bucket. */
function saidByBucket(row: StoredTask | StoredGroup) {
  if (!('taskId' in row)) return row
  const { firstSeenMs, indexedMs, checkedMs, startedMs, runtimeMs, ...said } = row
  return said
}
