import { formatUtc } from '@/components/ui/format-time'
import type { TimelineEntry } from '@/lib/contract/tasks'

/** One mark on the timeline: an entry, or several RETRYs in a row drawn as one. */
export type TimelineStep = {
  state: string
  /** How many entries this step stands for. */
  times: number
  at: string | null
  /** First time of a merged step, where it differs from `at`. */
  from: string | null
  /** Drawn hollow: it happened, or must have, but nobody recorded when. */
  hollow: boolean
  /** Where the time comes from, or why there is none: one sentence. */
  explanation: string
  retries: number | null
  /** Milliseconds since the step before, where both times are known; `approximate` unless Celery wrote both itself. */
  since: { ms: number; approximate: boolean } | null
}

const sources: Record<TimelineEntry['source'], string> = {
  observed: 'First seen by the dashboard in this state: the time S3 gives for that version of the object.',
  date_done: 'date_done, written by the worker.',
  last_modified: 'LastModified of the object in S3, to the second.',
  unknown: 'Nothing recorded when.',
}

const mostSteps = 6

/** A long life is shown by its beginning and its end; `hidden` steps between them are left out. */
export function shortenSteps(steps: TimelineStep[]): { first: TimelineStep[]; hidden: number; last: TimelineStep[] } {
  if (steps.length <= mostSteps) return { first: steps, hidden: 0, last: [] }
  const first = steps.slice(0, 2)
  const last = steps.slice(-3)
  return { first, hidden: steps.length - first.length - last.length, last }
}

/** "2026-11-20 12:01:41.523 UTC" for the first known time and wherever the day changes, else "12:01:41.523". */
export function stepTime(step: TimelineStep, before: readonly TimelineStep[]): string | null {
  if (step.at === null) return null
  const whole = formatUtc(Date.parse(step.at))
  const previous = before.findLast((earlier) => earlier.at !== null)?.at
  const sameDay = previous ? formatUtc(Date.parse(previous)).slice(0, 10) === whole.slice(0, 10) : false
  return sameDay ? whole.slice(11).replace(' UTC', '') : whole
}

/** Turns the API's entries into what is drawn, in the API's order. */
export function timelineSteps(entries: readonly TimelineEntry[]): TimelineStep[] {
  const steps: TimelineStep[] = []
  let previous: TimelineEntry | null = null
  for (const entry of entries) {
    const last = steps.at(-1)
    if (last && entry.state === 'RETRY' && last.state === 'RETRY') {
      last.times += 1
      last.from ??= last.at
      last.at = entry.at ?? last.at
      last.hollow = last.at === null
      last.retries = entry.retries ?? last.retries
    } else {
      steps.push({
        state: entry.state,
        times: 1,
        at: entry.at,
        from: null,
        hollow: entry.at === null,
        explanation: entry.note ?? sources[entry.source],
        retries: entry.retries,
        since: between(previous, entry),
      })
    }
    previous = entry
  }
  return steps
}

function between(before: TimelineEntry | null, after: TimelineEntry): TimelineStep['since'] {
  if (!before?.at || !after.at) return null
  const ms = Date.parse(after.at) - Date.parse(before.at)
  // Clocks of workers and of S3 disagree by a little; a negative wait would only puzzle.
  if (!(ms >= 0)) return null
  return { ms, approximate: before.source !== 'date_done' || after.source !== 'date_done' }
}
