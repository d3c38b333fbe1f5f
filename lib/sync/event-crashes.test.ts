import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { EventParts } from './event-round'
import { readEventsOnce } from './event-round'
import { documentOf, expectIndexEqualsBucket, taskKeyOf } from './testing'
import { eventTestParts } from './testing-events'

const { signal } = new AbortController()

/** Where a process ends: before its n-th request, or after it was carried out and before it is known. */
class Killed extends Error {}

/** The same parts in the hands of a process that is killed at its n-th request; a dead process does nothing more. */
function dyingAt(parts: EventParts, n: number, after: boolean): { parts: EventParts; died: () => boolean } {
  let requests = 0
  let dead = false
  const dying = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const member: unknown = Reflect.get(object, name)
        if (typeof member !== 'function') return member
        return async (...given: unknown[]) => {
          if (dead) throw new Killed()
          requests += 1
          const last = requests === n
          if (last && !after) dead = true
          if (dead) throw new Killed()
          const answer: unknown = await member.apply(object, given)
          if (last) dead = true
          if (dead) throw new Killed()
          return answer
        }
      },
    })
  const { queue, index, store } = parts
  return {
    parts: { ...parts, queue: dying(queue), index: dying(index), store: dying(store) },
    died: () => dead,
  }
}

/** Runs a process until the queue gives it nothing, or it dies. */
async function runProcess(parts: EventParts): Promise<void> {
  try {
    while ((await readEventsOnce(parts, { waitSeconds: 0, visibilitySeconds: 60 }, signal)).messages > 0) {}
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
}

describe('killed while it reads events', () => {
  it.each([false, true])(
    'at any request, a process loses nothing and counts nothing twice (after: %s)',
    async (after) => {
      for (let n = 1; ; n += 1) {
        const { parts, written, removed } = eventTestParts()
        const messages: string[] = []
        for (let at = 0; at < 12; at += 1) messages.push(await written(taskKeyOf(`${at}`), documentOf({ result: at })))
        for (let at = 0; at < 3; at += 1)
          messages.push(await written(taskKeyOf(`${at}`), documentOf({ status: 'RETRY' })))
        messages.push(removed(taskKeyOf('5')), removed(taskKeyOf('6')))
        for (const message of messages) parts.queue.send(message)
        const first = dyingAt(parts, n, after)
        await runProcess(first.parts)
        await parts.clock.advance(60_000)
        await runProcess(parts)
        await expectIndexEqualsBucket(parts)
        expect(parts.queue.bodies()).toEqual([])
        const { history } = parts.index.contents()
        const counted = history.filter(({ widthSeconds }) => widthSeconds === 3600)
        expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(10)
        if (!first.died()) break
        expect(n).toBeLessThan(100)
      }
    },
  )

  it('side by side, with events repeated, mixed up and late, the index becomes the bucket', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = mulberry(seed)
      const pick = (count: number) => Math.floor(random() * count)
      const { parts, written, removed } = eventTestParts()
      const { queue, clock } = parts
      queue.pick = pick
      const hesitate = async () => {
        for (let turns = pick(4); turns > 0; turns -= 1) await nextTurn()
      }
      queue.intercept = hesitate
      parts.store.intercept = async () => {
        await hesitate()
        return undefined
      }
      const later: string[] = []
      for (let step = 0; step < 6; step += 1) {
        const processes = [1, 2, 3].map(() => runProcess(dyingAt(parts, 1 + pick(40), random() < 0.5).parts))
        for (let write = 0; write < 12; write += 1) {
          const key = taskKeyOf(`${pick(6)}`)
          const message = random() < 0.3 ? removed(key) : await written(key, documentOf({ result: pick(1e6) }))
          for (let copies = 1 + (random() < 0.2 ? 1 : 0); copies > 0; copies -= 1) {
            if (random() < 0.3) later.push(message)
            else queue.send(message)
          }
          await hesitate()
          if (random() < 0.3) await clock.advance(pick(1500))
        }
        await Promise.all(processes)
        for (const message of later.splice(0, pick(later.length + 1))) queue.send(message)
      }
      for (const message of later) queue.send(message)
      await clock.advance(60_000)
      await Promise.all([runProcess(parts), runProcess(parts)])
      await clock.advance(60_000)
      await runProcess(parts)
      expect(queue.bodies(), `seed ${seed}`).toEqual([])
      await expectIndexEqualsBucket(parts).catch((cause: unknown) => {
        throw new Error(`seed ${seed}`, { cause })
      })
    }
  })
})

/** Small and repeatable: a failing seed can be run again. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
