import Link from 'next/link'
import type { ReactNode } from 'react'
import { Figure } from '@/components/ui/figure'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { tasksHref } from '@/lib/client/task-search'
import type { Queue } from '@/lib/contract/queues'
import { DeadLetters } from './dead-letters'
import { Approximate, approximateHint } from './depth-figures'
import { DrainTime } from './drain-time'

/** The counts of a queue, each saying what it means. */
export function QueueFigures({ queue, app }: { queue: Queue; app: string | null }) {
  const { finishedPerMinute, visibilityTimeoutSeconds: timeout, deadLetterOf, maxReceiveCount } = queue
  const isDead = deadLetterOf.length > 0
  return (
    <ul className="grid grid-cols-2 border-line border-y md:grid-cols-3 lg:grid-cols-5 lg:divide-x lg:divide-line">
      <Item label="Waiting" figure={<Approximate value={queue.visible} />}>
        {isDead ? 'dead letters' : <DrainTime queue={queue} words />}
      </Item>
      <Item label="In flight" figure={<Approximate value={queue.inFlight} />}>
        {timeout === null ? 'taken by a worker' : `back after ${formatDuration(timeout)} unless done`}
      </Item>
      <Item label="Delayed" figure={<Approximate value={queue.delayed} />}>
        countdown or eta, up to 15 min
      </Item>
      {isDead ? null : (
        <Item label="Dead letters" figure={<DeadLetters deadLetter={queue.deadLetter} app={app} />}>
          {maxReceiveCount === null ? 'no redrive policy' : `after ${formatNumber(maxReceiveCount)} receives`}
        </Item>
      )}
      <Item
        label="Finished per minute"
        figure={<Figure value={finishedPerMinute} unknownReason="No finished task of this queue is in the index." />}
      >
        <Link href={tasksHref({ app, queue: queue.name })} className="underline underline-offset-2 hover:text-fg">
          Tasks of this queue
        </Link>
      </Item>
      <li className="col-span-full border-line border-t px-2 py-1.5 text-muted text-small" data-hint={approximateHint}>
        Counts are approximate, read <RelativeTime at={queue.sampledAt} />.
      </li>
    </ul>
  )
}

function Item({ label, figure, children }: { label: string; figure: ReactNode; children: ReactNode }) {
  return (
    <li className="min-w-0 px-2 py-3 text-muted text-small lg:px-4 lg:first:pl-2">
      <span className="block">{label}</span>
      <span className="block truncate font-semibold text-fg text-figure">{figure}</span>
      {children}
    </li>
  )
}
