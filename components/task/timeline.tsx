'use client'

import clsx from 'clsx'
import { useState } from 'react'
import { InertText } from '@/components/json/inert-text'
import { WordButton } from '@/components/json/word-button'
import { formatDuration } from '@/components/ui/format-duration'
import { StateMark } from '@/components/ui/state-mark'
import type { TimelineEntry } from '@/lib/contract/tasks'
import { shortenSteps, stepTime, type TimelineStep, timelineSteps } from './timeline.model'

/** What is known of a task's life: left to right, on a phone top to bottom. Hollow marks happened, but nobody knows when. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const [all, setAll] = useState(false)
  const steps = timelineSteps(entries)
  const { first, hidden, last } = all ? { first: steps, hidden: 0, last: [] } : shortenSteps(steps)
  const shown = [...first, ...last]
  return (
    <ol aria-label="Timeline" className={clsx('flex flex-col md:flex-row', all && 'md:flex-wrap md:gap-y-4')}>
      {shown.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end.
        <Step key={index} step={step} time={stepTime(step, shown.slice(0, index))} next={shown[index + 1]}>
          {hidden > 0 && index === first.length - 1 && (
            <WordButton className="-ml-1.5 text-accent!" onClick={() => setAll(true)}>
              then {hidden} more
            </WordButton>
          )}
        </Step>
      ))}
    </ol>
  )
}

type StepProps = {
  step: TimelineStep
  time: string | null
  next: TimelineStep | undefined
  children: React.ReactNode
}

function Step({ step, time, next, children }: StepProps) {
  const line = clsx('border-line-strong', (step.hollow || next?.hollow || children) && 'border-dashed')
  // With steps left out in between, the time since the last of them would be taken for the time since this one.
  const since = children ? null : next?.since
  return (
    <li
      className={clsx('flex min-w-0 gap-x-3 md:flex-col', next ? 'pb-3 md:max-w-72 md:flex-1 md:pb-0' : 'md:flex-none')}
    >
      <div className="flex flex-col items-center gap-1 pt-1 md:h-5 md:flex-row md:gap-2 md:pt-0">
        <StateMark state={step.hollow ? 'PENDING' : step.state} />
        {next && <span aria-hidden="true" className={clsx('flex-1 max-md:border-l md:border-t', line)} />}
        {since && <span className="whitespace-nowrap text-muted text-small max-md:hidden">{sinceText(since)}</span>}
        {since && <span aria-hidden="true" className={clsx('mr-2 flex-1 border-t max-md:hidden', line)} />}
      </div>
      <div className="min-w-0 md:mt-1 md:pr-4">
        <div className={clsx('truncate text-list', step.hollow ? 'text-muted' : 'font-semibold')}>
          <InertText text={stepName(step)} oneLine />
          {step.times > 1 && ` ×${step.times}`}
        </div>
        <div className="text-muted text-small" data-hint={step.explanation} data-hint-time={step.at ?? undefined}>
          {time ?? 'time unknown'}
          <span className="sr-only"> ({step.explanation})</span>
          {since && <span className="md:hidden">, then {sinceText(since)}</span>}
        </div>
        {children}
      </div>
    </li>
  )
}

/** What never was a state of a stored result is no word of Celery's: "Sent". */
function stepName(step: TimelineStep): string {
  return step.hollow ? `${step.state.charAt(0)}${step.state.slice(1).toLowerCase()}` : step.state
}

function sinceText(since: { ms: number; approximate: boolean }): string {
  return `${since.approximate ? '≈ ' : ''}${formatDuration(since.ms / 1000)}`
}
