import type { Queue } from '@/lib/contract/queues'

/** A queue that tasks are sent to, with its own dead-letter queue under it. */
export type QueueGroup = { queue: Queue; deadLetters: Queue[] }

/**
 * Queues by name, a dead-letter queue under the queue it serves. One that serves several, or queues that are not watched,
 * stands by itself after the others: nothing is left out and nothing comes twice.
 */
export function groupQueues(queues: Queue[]): QueueGroup[] {
  const sorted = queues.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const sources = sorted.filter(({ deadLetterOf }) => deadLetterOf.length === 0)
  const groups = sources.map((queue) => ({
    queue,
    deadLetters: sorted.filter(({ deadLetterOf: [source, ...more] }) => source === queue.name && more.length === 0),
  }))
  const placed = new Set(groups.flatMap(({ queue, deadLetters }) => [queue, ...deadLetters]))
  return [...groups, ...sorted.filter((queue) => !placed.has(queue)).map((queue) => ({ queue, deadLetters: [] }))]
}

/** The names of all queues whose dead letters go where this one's go. */
export function sharersOf(queue: Queue, queues: Queue[]): string[] {
  return queues.find(({ name }) => name === queue.deadLetter?.name)?.deadLetterOf ?? []
}

const dayMs = 86_400_000
const shortestSpanMs = 15 * 60_000

/** What a chart of the history spans: 24 hours, or less where sampling began later, so that little is not drawn as none. */
export function historySpan({ history, sampledAt }: Queue): { fromMs: number; toMs: number } {
  const toMs = Date.parse(sampledAt)
  const firstMs = Date.parse(history[0]?.at ?? sampledAt)
  const nearlyADay = firstMs < toMs - dayMs * 0.95
  return { fromMs: nearlyADay ? toMs - dayMs : Math.min(firstMs, toMs - shortestSpanMs), toMs }
}

/** A handful of messages is not drawn as a full bar. */
const shortestScale = 20

/** The scale shared by all depth bars. */
export function depthScale(queues: Queue[]): number {
  return Math.max(shortestScale, ...queues.map(({ visible }) => visible))
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
    if (queue.visible > 0) {
      troubles.push({
        kind: 'dead-letters',
        sentence:
          'Messages that were received too often without being acknowledged lie here until somebody moves them back or they expire.',
      })
    }
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
