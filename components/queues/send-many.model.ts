import { formatNumber } from '@/components/ui/format-number'
import type { ResendManyAnswer, ResendOutcome } from '@/lib/contract/queue-actions'
import { isSent, mostResent } from '@/lib/contract/values'

/** What was asked for. `name`: a task type, empty for all; `to`: empty for where each comes from. */
export type ManyWish = {
  count: number
  name: string
  to: string
  perSecond: number | null
  withoutExpiry: boolean
  reason: string
}

/** How far it is. Outcomes by message, since one that was refused is met again by the next call. */
export type ManyRun = {
  wish: ManyWish
  outcomes: ReadonlyMap<string, ResendOutcome>
  sent: number
  /** Calls in a row that found nothing to send. */
  idle: number
  /** Why it is over, in a sentence; null while it goes on. */
  end: string | null
}

export function startRun(wish: ManyWish): ManyRun {
  return { wish, outcomes: new Map(), sent: 0, idle: 0, end: null }
}

/** A call lasts about so long where a pace is asked for, so that progress shows and a stop is soon. */
const callSeconds = 5

/** How many the next call is to send. */
export function nextCount({ wish: { count, perSecond }, sent }: ManyRun): number {
  return Math.min(count - sent, mostResent, perSecond === null ? mostResent : perSecond * callSeconds)
}

/** The run with what a call did. */
export function afterCall(run: ManyRun, answer: ResendManyAnswer, stopped: boolean): ManyRun {
  const outcomes = new Map([...run.outcomes, ...answer.items.map((item) => [item.messageId, item] as const)])
  const sentNow = answer.items.filter(isSent).length
  const next = { ...run, outcomes, sent: run.sent + sentNow, idle: sentNow > 0 ? 0 : run.idle + 1 }
  return { ...next, end: endOf(next, answer, stopped) }
}

function endOf({ wish, sent, idle }: ManyRun, { ended, trouble, received }: ResendManyAnswer, stopped: boolean) {
  if (trouble) return trouble
  if (sent >= wish.count) return 'All that were asked for.'
  if (ended === 'empty') return wish.name === '' ? 'No more wait here.' : 'No more of this type wait here.'
  if (stopped) return 'Stopped.'
  // A queue begins with much the same messages each time, so looking again would find the same.
  if (ended === 'limit' && idle > 0) return `None of the ${formatNumber(received)} messages that were received can go.`
  return idle >= 2 ? 'Nothing more could be sent.' : null
}

export type OutcomeGroup = Pick<ResendOutcome, 'outcome' | 'queue' | 'why'> & { items: ResendOutcome[] }

/** Outcomes that say the same told once: what was sent first, then the most frequent reason. */
export function outcomeGroups(outcomes: ResendOutcome[]): OutcomeGroup[] {
  const groups = new Map<string, OutcomeGroup>()
  for (const item of outcomes) {
    const { outcome, why } = item
    const queue = isSent(item) ? item.queue : null
    const key = JSON.stringify([outcome, queue, why])
    const group = groups.get(key) ?? { outcome, queue, why, items: [] }
    group.items.push(item)
    groups.set(key, group)
  }
  const rank = ({ outcome, items }: OutcomeGroup) => (outcome === 'sent' ? 1e9 : 0) + items.length
  return [...groups.values()].sort((a, b) => rank(b) - rank(a))
}

/** A whole number a person typed, within bounds; null for none, undefined for what is no such number. */
export function parseWhole(text: string, most: number): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const value = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : 0
  return value >= 1 && value <= most ? value : undefined
}
