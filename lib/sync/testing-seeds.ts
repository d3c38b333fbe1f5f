/** Random decisions that are the same for the same seed, on every machine. */
export type Dice = {
  /** From 0 up to, but without, 1. */
  next(): number
  /** A whole number from 0 up to, but without, `count`. */
  below(count: number): number
  chance(probability: number): boolean
  pick<T>(some: readonly T[]): T
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick(some) {
      const picked = some[below(some.length)]
      if (picked === undefined) throw new Error('There is nothing to pick from.')
      return picked
    },
  }
}

/** Fault tests run in a short form, and in full where `npm run test:faults` says so. */
export const inFull = process.env.FAULT_TESTS === 'full'

/** The one seed that is to be replayed (SEED=…), or so many from 1 on. */
export function seedsToRun(short: number, full: number): number[] {
  const replayed = process.env.SEED
  if (replayed !== undefined) return [Number(replayed)]
  return Array.from({ length: inFull ? full : short }, (_, at) => at + 1)
}
