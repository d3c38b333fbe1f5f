import type { ReactNode } from 'react'
import { Duration } from '@/components/ui/duration'
import { Figure } from '@/components/ui/figure'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Queue } from '@/lib/contract/queues'
import { DeadLetters } from './dead-letters'
import { Approximate, approximateHint } from './depth-figures'
import { DrainTime } from './drain-time'

/** The counts of a queue, each saying what it means. */
export function QueueFigures({ queue, app }: { queue: Queue; app: string | null }) {
  const { finishedPerMinute, visibilityTimeoutSeconds: timeout, deadLetterOf, maxReceiveCount } = queue
  const isDead = deadLetterOf.length > 0
  return (
    <div>
      <FigureRow>
        <Item label={isDead ? 'Dead letters' : 'Waiting'} figure={<Approximate value={queue.visible} />}>
          {isDead ? 'until moved back or expired' : <DrainTime queue={queue} words />}
        </Item>
        <Item label="In flight" figure={<Approximate value={queue.inFlight} />}>
          {timeout === null ? 'taken by a worker' : `back after ${formatDuration(timeout)} unless done`}
        </Item>
        <Item label="Delayed" figure={<Approximate value={queue.delayed} />}>
          countdown or eta, up to 15 min
        </Item>
        {isDead ? (
          <>
            {deadLetterOf.length === 1 ? (
              <Item label="From" figure={deadLetterOf[0]}>
                the queue it belongs to
              </Item>
            ) : (
              <Item label="From" figure={`${deadLetterOf.length} queues`}>
                {deadLetterOf.join(', ')}
              </Item>
            )}
            <Item
              label="Kept for"
              figure={
                <Duration
                  seconds={queue.retentionSeconds}
                  unknownReason="SQS did not say how long it keeps messages."
                />
              }
            >
              from when first sent
            </Item>
          </>
        ) : (
          <>
            <Item label="Dead letters" figure={<DeadLetters deadLetter={queue.deadLetter} app={app} />}>
              {maxReceiveCount === null ? 'no redrive policy' : `after ${formatNumber(maxReceiveCount)} receives`}
            </Item>
            <Item
              label="Finished per minute"
              figure={
                <Figure value={finishedPerMinute} unknownReason="No task of this queue has finished in 15 minutes." />
              }
            >
              over the last 15 min
            </Item>
          </>
        )}
      </FigureRow>
      <p className="mt-2 text-muted text-small" data-hint={approximateHint}>
        Counts are approximate, read <RelativeTime at={queue.sampledAt} />.
      </p>
    </div>
  )
}

function Item({ label, figure, children }: { label: string; figure: ReactNode; children: ReactNode }) {
  return (
    <li className={`${figureCell} py-3 text-muted text-small`}>
      <span className="block">{label}</span>
      <span className="block truncate font-semibold text-fg text-figure">{figure}</span>
      {children}
    </li>
  )
}
