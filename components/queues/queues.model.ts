import type { Queue } from '@/lib/contract/queues'

/** A queue that tasks are sent to, with the queues its dead letters go to listed under it. */
export type QueueGroup = { queue: Queue; deadLetters: Queue[] }

/**
 * Queues by name, each dead-letter queue under the first of its sources. A dead-letter queue whose sources are not
 * watched stands by itself: nothing is left out.
 */
export function groupQueues(queues: Queue[]): QueueGroup[] {
  const sorted = queues.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const names = new Set(queues.map(({ name }) => name))
  const placed = new Set<string>()
  const sources = sorted.filter(({ deadLetterOf }) => !deadLetterOf.some((source) => names.has(source)))
  const groups = sources.map((queue) => {
    const deadLetters = sorted.filter((other) => other.name === queue.deadLetter?.name && !placed.has(other.name))
    for (const { name } of [queue, ...deadLetters]) placed.add(name)
    return { queue, deadLetters }
  })
  // Dead-letter queues of dead-letter queues, and queues that name each other in a circle.
  const rest = sorted.filter(({ name }) => !placed.has(name)).map((queue) => ({ queue, deadLetters: [] }))
  return [...groups, ...rest]
}

/** The scale shared by all depth bars. */
export function greatestDepth(queues: Queue[]): number {
  return Math.max(0, ...queues.map(({ visible }) => visible))
}

export type QueueTrouble = { kind: 'unreadable' | 'stale' | 'idle' | 'dead-letters' | 'growing'; sentence: string }

const staleMs = 5 * 60_000
const trendMs = 15 * 60_000

/** What a person should know about a queue before anything else, the worst first; empty where all is well. */
export function queueTroubles(queue: Queue, nowMs: number): QueueTrouble[] {
  const troubles: QueueTrouble[] = []
  const ageMs = nowMs - Date.parse(queue.sampledAt)
  if (queue.problem) troubles.push({ kind: 'unreadable', sentence: queue.problem })
  else if (ageMs > staleMs) {
    troubles.push({ kind: 'stale', sentence: `Depth was last read ${Math.round(ageMs / 60_000)} minutes ago.` })
  }
  if (queue.deadLetterOf.length > 0) {
    if (queue.visible > 0) troubles.push({ kind: 'dead-letters', sentence: 'Dead letters wait here for somebody.' })
    return troubles
  }
  if (standsStill(queue)) {
    troubles.push({
      kind: 'idle',
      sentence:
        'Tasks wait, none is in flight and none has finished in 15 minutes: no worker seems to consume this queue.',
    })
  } else if (isGrowing(queue)) {
    troubles.push({ kind: 'growing', sentence: 'Fills faster than it is worked off, for 15 minutes now.' })
  }
  return troubles
}

/** Waiting for a while, with nobody taking anything. One look is not enough: a message may have come just now. */
function standsStill({ visible, inFlight, finishedPerMinute, history, sampledAt }: Queue): boolean {
  if (visible === 0 || inFlight > 0 || (finishedPerMinute ?? 0) > 0) return false
  const recent = history.filter(({ at }) => Date.parse(at) >= Date.parse(sampledAt) - trendMs)
  const [first] = recent
  const covered = first ? Date.parse(sampledAt) - Date.parse(first.at) : 0
  return covered >= trendMs * 0.8 && recent.every((sample) => sample.visible > 0 && sample.inFlight === 0)
}

/** Higher in the last third of the quarter of an hour than ever in its first, by more than SQS's counts waver. */
function isGrowing({ history, sampledAt }: Queue): boolean {
  const untilMs = Date.parse(sampledAt)
  const third = (from: number, to: number) =>
    history
      .filter(({ at }) => Date.parse(at) >= untilMs - trendMs + from && Date.parse(at) <= untilMs - trendMs + to)
      .map(({ visible }) => visible)
  const early = third(0, trendMs / 3)
  const late = third((trendMs * 2) / 3, trendMs)
  if (early.length === 0 || late.length === 0) return false
  return Math.min(...late) > Math.max(10, Math.max(...early) * 1.2)
}
