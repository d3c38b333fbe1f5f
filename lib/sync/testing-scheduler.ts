import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from './clock'
import type { Dice } from './testing-seeds'

/** A process of the simulation. Whatever it does with the world goes through `step`; where it waits, it can be ended. */
export type SimulatedProcess = {
  readonly name: string
  readonly alive: boolean
  /** Fires where the process is told to stop, as one that gets SIGTERM or loses its lease. */
  readonly signal: AbortSignal
  /** Its clock may be wrong. */
  readonly clock: Clock
  /** Waits until it is this process's turn; for ever where it has crashed. */
  step(): Promise<void>
  /** Work that takes real time, as a database does: until it is over, nothing else happens. */
  busy<T>(work: () => Promise<T>): Promise<T>
}

export type Scheduler = {
  /** The true time, which S3 keeps. Epoch milliseconds. */
  nowMs(): number
  start(name: string, skewMs: number, work: (process: SimulatedProcess) => Promise<void>): void
  alive(): SimulatedProcess[]
  /** Ends it at once, wherever it waits: nothing of it runs any more. */
  crash(process: SimulatedProcess): void
  stop(process: SimulatedProcess, reason: Error): void
  /** Moves the clock of one process, as an administrator or NTP does. */
  jump(process: SimulatedProcess, byMs: number): void
  passTime(ms: number): void
  /** Lets one of those that wait go on. False where nobody could. */
  advance(): Promise<boolean>
  /** What happened last, oldest first. */
  trace(): string[]
  note(event: string): void
  /** Counts something that is worth to have happened. */
  met(kind: string): void
  /** How often each was met. */
  meetings(): Map<string, number>
  /** What a process threw at its end. */
  ends: unknown[]
}

type Waiting = { process: Running; untilMs: number; go: () => void }

class Running implements SimulatedProcess {
  alive = true
  readonly stopping = new AbortController()
  constructor(
    readonly name: string,
    readonly clock: Clock,
    readonly step: () => Promise<void>,
    readonly busy: SimulatedProcess['busy'],
    public skewMs: number,
    /** How much faster it is than the slowest ones: what they have read grows old before they write it. */
    readonly speed: number,
  ) {}
  get signal() {
    return this.stopping.signal
  }
}

const never = () => new Promise<never>(() => {})
const traced = 100
const speeds = [1, 5, 25]

/** Runs processes one step at a time, in an order that only the dice decide. */
export function createScheduler(dice: Dice, startMs: number): Scheduler {
  let trueMs = startMs
  let waiting: Waiting[] = []
  let working = 0
  const processes: Running[] = []
  const events: string[] = []
  const ends: unknown[] = []
  const meetings = new Map<string, number>()
  const met = (kind: string) => {
    meetings.set(kind, 1 + (meetings.get(kind) ?? 0))
  }
  const note = (event: string) => {
    events.push(event)
    if (events.length > traced) events.shift()
  }

  function wait(process: Running, untilMs: number, signal?: AbortSignal): Promise<void> {
    if (!process.alive) return never()
    return new Promise((resolve, reject) => {
      const place: Waiting = {
        process,
        untilMs,
        go() {
          signal?.removeEventListener('abort', leave)
          resolve()
        },
      }
      const leave = () => {
        waiting = waiting.filter((other) => other !== place)
        if (process.alive) reject(signal?.reason)
      }
      waiting.push(place)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  function start(name: string, skewMs: number, work: (process: SimulatedProcess) => Promise<void>): void {
    const clock: Clock = {
      now: () => trueMs + process.skewMs,
      async sleep(ms, signal) {
        signal.throwIfAborted()
        // A timer knows nothing of what the clock on the wall says, and both tick in whole milliseconds.
        await wait(process, trueMs + Math.ceil(ms), signal)
      },
    }
    const busy: SimulatedProcess['busy'] = async (task) => {
      working += 1
      try {
        return await task()
      } finally {
        working -= 1
      }
    }
    const process: Running = new Running(name, clock, () => wait(process, 0), busy, skewMs, dice.pick(speeds))
    processes.push(process)
    note(`${name} starts`)
    work(process).then(
      () => end(process, 'ends'),
      (error) => {
        if (!process.signal.aborted) ends.push(error)
        end(process, `ends with ${error}`)
      },
    )
  }

  function end(process: Running, how: string): void {
    if (process.alive) note(`${process.name} ${how}`)
    process.alive = false
    waiting = waiting.filter((place) => place.process !== process)
  }

  /** Until everybody waits at a step or sleeps. */
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet = working === 0 ? quiet + 1 : 0) await nextTurn()
  }

  const own = (process: SimulatedProcess) => {
    const found = processes.find((some) => some === process)
    if (!found) throw new Error(`${process.name} is no process of this scheduler.`)
    return found
  }

  return {
    nowMs: () => trueMs,
    start,
    alive: () => processes.filter(({ alive }) => alive),
    crash(process) {
      met('crash')
      end(own(process), 'crashes')
    },
    stop(process, reason) {
      note(`${process.name} is told to stop`)
      own(process).stopping.abort(reason)
    },
    jump(process, byMs) {
      note(`the clock of ${process.name} jumps by ${byMs} ms`)
      own(process).skewMs += byMs
    },
    passTime(ms) {
      trueMs += ms
    },
    async advance() {
      await settle()
      const ready = waiting.filter(({ untilMs }) => untilMs <= trueMs)
      if (ready.length === 0) {
        const next = Math.min(...waiting.map(({ untilMs }) => untilMs))
        if (next === Number.POSITIVE_INFINITY) return false
        trueMs = Math.max(trueMs, next)
        return true
      }
      const chosen = pickBySpeed(ready, dice)
      waiting = waiting.filter((place) => place !== chosen)
      chosen.go()
      await settle()
      return true
    },
    trace: () => [...events],
    note,
    met,
    meetings: () => new Map(meetings),
    ends,
  }
}

function pickBySpeed(ready: Waiting[], dice: Dice): Waiting {
  let number = dice.below(ready.reduce((sum, { process }) => sum + process.speed, 0))
  for (const place of ready) {
    number -= place.process.speed
    if (number < 0) return place
  }
  throw new Error('There is nothing to pick from.')
}
