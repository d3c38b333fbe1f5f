import { formatNumber } from '@/components/ui/format-number'
import { formatClock } from '@/components/ui/format-time'
import { errorSentence } from '@/lib/client/api-error'
import type { SyncStatusBody } from '@/lib/contract/sync'

export type Freshness = {
  tone: 'good' | 'busy' | 'warn' | 'bad' | 'unknown'
  /** Fits into the rail. */
  line: string
  /** A sentence for the popover. */
  sentence: string
}

/** How fresh the lists are, in words. Local time: call it in the browser only. */
export function describeFreshness(status: SyncStatusBody | undefined, error: unknown, nowMs: number): Freshness {
  const swept = describeSweeps(status, error, nowMs)
  if (!status?.events || !status.completeTo || status.state === 'failing' || status.state === 'off') return swept
  return describeEvents(status.events, moment(Date.parse(status.completeTo), nowMs), swept)
}

/** With events, how far they are says more than the last sweep. */
function describeEvents(
  { state, waiting }: NonNullable<SyncStatusBody['events']>,
  to: string,
  swept: Freshness,
): Freshness {
  if (state === 'failing') {
    const sentence = `Events of the bucket cannot be read, so sweeps find what is new. ${swept.sentence}`
    return { ...swept, tone: 'warn', sentence }
  }
  if (state === 'silent') {
    return { ...swept, tone: 'warn', sentence: `Nobody reads the events of the bucket. ${swept.sentence}` }
  }
  if (waiting) {
    const events = `${formatNumber(waiting)} ${waiting === 1 ? 'event' : 'events'} behind`
    return { tone: 'busy', line: events, sentence: `${events}. Everything stored before ${to} is in the lists.` }
  }
  return {
    tone: swept.tone,
    line: `Live · ${to}`,
    sentence: `Live: a new result is in the lists within seconds. Everything stored before ${to} is there.`,
  }
}

function describeSweeps(status: SyncStatusBody | undefined, error: unknown, nowMs: number): Freshness {
  if (!status)
    return error
      ? { tone: 'bad', line: 'Sync unknown', sentence: errorSentence(error) }
      : { tone: 'unknown', line: 'Sync …', sentence: 'Asking how fresh the index is.' }
  const to = status.completeTo === null ? null : moment(Date.parse(status.completeTo), nowMs)
  const complete = to === null ? null : `Complete to ${to}`
  switch (status.state) {
    case 'waiting':
      return {
        tone: 'good',
        line: complete ?? 'Not swept yet',
        sentence: to
          ? `Everything stored before ${to} is in the lists.`
          : 'The bucket has not been read yet. The first sweep begins soon.',
      }
    case 'sweeping':
      if (to === null && status.inventory?.state === 'reading') {
        const sentence =
          'An inventory of the bucket is being read. Lists fill up; they are complete after a first sweep.'
        return { tone: 'busy', line: 'From inventory…', sentence }
      }
      return {
        tone: 'busy',
        line: complete ?? 'First sweep…',
        sentence: to
          ? `A sweep is running. Everything stored before ${to} is in the lists.`
          : 'The first sweep is reading the bucket. Lists fill up while it runs.',
      }
    case 'failing':
      return {
        tone: 'bad',
        line: complete ? `Failing · ${to}` : 'Sync fails',
        sentence: to ? `Sweeps fail. The lists are complete only to ${to}.` : 'Sweeps fail. The lists may be empty.',
      }
    case 'off':
      return {
        tone: 'warn',
        line: complete ? `Off · ${to}` : 'Sync is off',
        sentence: `No sync process is running${to ? `; the lists are complete only to ${to}` : ''}. Start one with "npm run sync", or leave SYNC_MODE unset.`,
      }
  }
}

/** The time alone today, else with its date. */
function moment(atMs: number, nowMs: number): string {
  const at = new Date(atMs)
  const clock = formatClock(atMs)
  if (at.toDateString() === new Date(nowMs).toDateString()) return clock
  return `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${clock}`
}
