import assert from 'node:assert/strict'
import type { TaskIndex } from './index-port'

/** Sees to it that processes which need the lease write only while they have it, and that one at a time has it. */
export type LeaseWitness = {
  /** The index as the process has it; a breach rejects the call that makes it. */
  watch(index: TaskIndex, process: { name: string; clock: { now(): number } }): TaskIndex
}

/** `exclusive`: whether all clocks agree, so that no two may ever have the lease at the same time. */
export function createLeaseWitness(exclusive: boolean, note: (kind: string) => void): LeaseWitness {
  const untilMs = new Map<string, number>()
  let last: string | null = null

  function granted(name: string, until: number, nowMs: number): void {
    // The answer may have been on its way for longer than the lease lasts.
    if (until <= nowMs) return
    for (const [other, theirs] of untilMs) {
      if (other !== name && exclusive) assert.ok(theirs <= nowMs, `${name} was given the lease that ${other} has.`)
    }
    untilMs.set(name, until)
    if (last !== null && last !== name) note('handover of the lease')
    last = name
  }

  return {
    watch(index, { name, clock }) {
      let held = false
      return {
        ...index,
        async acquireLease(holder, nowMs, until) {
          held = await index.acquireLease(holder, nowMs, until)
          if (held) granted(name, until, clock.now())
          return held
        },
        async releaseLease(holder) {
          untilMs.delete(name)
          held = false
          return index.releaseLease(holder)
        },
        async apply(batch) {
          assert.ok(held, `${name} writes without the lease.`)
          return index.apply(batch)
        },
      }
    },
  }
}
