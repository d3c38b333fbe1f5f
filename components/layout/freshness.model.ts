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
