import type { EventMessage, EventQueue } from '@/lib/event-queue/event-queue'
import { compareSequencers } from '@/lib/events/sequencer'
import type { SweepParts } from './engine'
import { bundleEvents } from './event-bundle'
import { type EventFinding, eventFinding } from './event-finding'
import type { EventBatch } from './event-index'
import { inPortions } from './event-portions'
import { type KeyPlan, planEvents } from './plan-events'
import { createSlots } from './slots'

export type EventParts = SweepParts & {
  queue: EventQueue
  /** Events of other buckets are foreign. */
  bucket: string
}

export type RoundOptions = {
  /** How long the first receive waits for a message, 0 to 20. */
  waitSeconds?: number
  /** Longer than a round takes; a message that is not removed until then comes again. */
  visibilitySeconds?: number
  /** Objects read at once. */
  concurrency?: number
  /** As often as this a message may come that nobody understands. */
  setAsideAfter?: number
}

export type RoundOutcome = {
  messages: number
  /** When the oldest message was sent; null where none came, or none says. */
  oldestMs: number | null
  /** The first object that could not be had; its message comes again. */
  failure: unknown
}

/** Receives at once when the first one came full: a hundred messages make a good transaction. */
const receivesAtOnce = 9
const fullReceive = 10
/**
 * What comes too late for the index is nearly always right the next time. Where two clocks disagree it stays too late for
 * as long, and would be read, and billed, without a pause; then it waits for its visibility time to end.
 */
const atOnceAgain = 3

/**
 * One round: receive, understand, read each changed object once, write a portion of messages in one transaction, and only
 * then remove them. A kill at any point loses nothing: what was not removed comes again, and changes nothing where it had
 * been written. Rejects where the queue or the index fails, and with the signal's reason.
 */
export async function readEventsOnce(
  parts: EventParts,
  { waitSeconds = 20, visibilitySeconds = 120, concurrency = 32, setAsideAfter = 3 }: RoundOptions,
  signal: AbortSignal,
): Promise<RoundOutcome> {
  const { queue } = parts
  const received = await receive(queue, { waitSeconds, visibilitySeconds }, signal)
  const sent = received.flatMap(({ sentMs }) => sentMs ?? [])
  const outcome: RoundOutcome = {
    messages: received.length,
    oldestMs: sent.length > 0 ? Math.min(...sent) : null,
    failure: null,
  }
  for (const some of inPortions(received)) {
    const failure = await settle(parts, some, { concurrency, setAsideAfter }, signal)
    outcome.failure ??= failure
  }
  return outcome
}

/** Reads what some of the messages tell of, writes it in one transaction, and removes them. Answers the first failure. */
async function settle(
  parts: EventParts,
  messages: EventMessage[],
  { concurrency, setAsideAfter }: { concurrency: number; setAsideAfter: number },
  signal: AbortSignal,
): Promise<unknown> {
  const { queue, index, now } = parts
  const bundle = bundleEvents(messages, { ...parts, setAsideAfter })
  const keys = [...new Set([...bundle.events, ...bundle.probes].map(({ key }) => key))]
  const marks = await index.listEventMarks(keys)
  const { keys: plans, repeated } = planEvents(bundle.events, marks)
  const { found, failed, failure } = await findAll(parts, plans, concurrency, signal)
  const heard = new Set(marks.flatMap(({ key, sequencer }) => (sequencer === null ? [] : key)))
  const probes = bundle.probes.filter(({ key }) => !heard.has(key))

  const { again } = await index.applyEvents({
    ...rowsOf(found.values(), now()),
    sequencers: [...sequencersOf(found.keys()), ...probes],
    setAside: bundle.setAside,
    counts: {
      messages: messages.length,
      applied: found.size,
      read: [...found.values()].filter(({ read }) => read).length,
      repeated,
      foreign: bundle.foreign,
      others: bundle.others,
      setAside: bundle.setAside.length,
    },
    newestMs: newestOf(found.keys(), now()),
  })

  const overtaken = new Set(again)
  const has = (own: string[], some: Set<string>) => own.some((key) => some.has(key))
  const settled = bundle.messages.filter((message) => !has(message.keys, failed) && !has(message.keys, overtaken))
  await queue.remove(messagesOf(settled), signal)
  const late = bundle.messages.filter(({ keys, message }) => has(keys, overtaken) && message.receives <= atOnceAgain)
  await queue.release(messagesOf(late), signal)
  return failure
}

/** The time of the newest event; one that lies ahead, by a wrong clock or a forged message, was at the latest now. */
function newestOf(plans: Iterable<KeyPlan>, nowMs: number): number | null {
  let newestMs: number | null = null
  for (const { event } of plans) newestMs = Math.max(newestMs ?? 0, Math.min(event.atMs, nowMs))
  return newestMs
}

async function receive(
  queue: EventQueue,
  options: { waitSeconds: number; visibilitySeconds: number },
  signal: AbortSignal,
): Promise<EventMessage[]> {
  const first = await queue.receive(options, signal)
  if (first.length < fullReceive) return first
  const more = Array.from({ length: receivesAtOnce }, () => queue.receive({ ...options, waitSeconds: 0 }, signal))
  // Of receives that fail beside others nothing is lost: what they took comes again.
  const received = (await Promise.allSettled(more)).flatMap((end) => (end.status === 'fulfilled' ? end.value : []))
  signal.throwIfAborted()
  return [...first, ...received]
}

/** An object that cannot be had keeps its own message in the queue, and no other. */
async function findAll(parts: EventParts, plans: KeyPlan[], concurrency: number, signal: AbortSignal) {
  const found = new Map<KeyPlan, EventFinding>()
  const failed = new Set<string>()
  let failure: unknown = null
  const slots = createSlots(concurrency)
  for (const plan of plans) {
    await slots.take(signal)
    eventFinding(parts, plan, signal)
      .then((finding) => found.set(plan, finding))
      .catch((error: unknown) => {
        failure ??= error
        failed.add(plan.key)
      })
      .finally(() => slots.free())
  }
  await slots.idle()
  signal.throwIfAborted()
  return { found, failed, failure }
}

function rowsOf(found: Iterable<EventFinding>, atMs: number): Pick<EventBatch, 'tasks' | 'groups' | 'gone' | 'atMs'> {
  const rows: ReturnType<typeof rowsOf> = { tasks: [], groups: [], gone: [], atMs }
  for (const { finding } of found) {
    if (finding?.kind === 'task') rows.tasks.push(finding.row)
    else if (finding?.kind === 'group') rows.groups.push(finding.row)
    else if (finding?.kind === 'gone') {
      const { key, ifVersion, seenMs } = finding
      rows.gone.push({ key, ifVersion, seenMs })
    }
  }
  return rows
}

/** The newest event may have none, as removals by lifecycle rules, and the others have been looked into as well. */
function sequencersOf(plans: Iterable<KeyPlan>): EventBatch['sequencers'] {
  return [...plans].flatMap(({ key, events }) => {
    const sequencers = events.flatMap(({ sequencer }) => sequencer ?? []).sort(compareSequencers)
    const sequencer = sequencers.at(-1)
    return sequencer === undefined ? [] : { key, sequencer }
  })
}

function messagesOf(bundled: { message: EventMessage }[]): EventMessage[] {
  return bundled.map(({ message }) => message)
}
