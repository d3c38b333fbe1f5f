'use client'

import { DepthBar } from '@/components/charts/depth-bar'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import type { Queue } from '@/lib/contract/queues'
import { DeadLetters } from './dead-letters'
import { Approximate, approximateHint } from './depth-figures'
import { DrainTime } from './drain-time'
import { QueueName } from './queue-name'
import { QueueSparkline } from './queue-sparkline'
import { greatestDepth, groupQueues } from './queues.model'
import { Troubles } from './troubles'

/** One row a queue on one scale, its dead-letter queue below it, and under each what is wrong with it. */
export function QueueTable({ queues, app }: { queues: Queue[]; app: string | null }) {
  const groups = groupQueues(queues)
  const max = greatestDepth(queues)
  return (
    <>
      <Summary queues={queues} />
      <Table>
        <thead>
          <tr>
            <HeadCell>Queue</HeadCell>
            <HeadCell number>Waiting</HeadCell>
            <HeadCell className="w-1/4 max-lg:hidden">
              <span className="sr-only">Waiting as a bar</span>
            </HeadCell>
            <HeadCell number>In flight</HeadCell>
            <HeadCell number className="max-md:hidden">
              Delayed
            </HeadCell>
            <HeadCell number>Dead letters</HeadCell>
            <HeadCell className="w-36 max-md:hidden">24 h</HeadCell>
            <HeadCell number>Drains in</HeadCell>
          </tr>
        </thead>
        {groups.map(({ queue, deadLetters }) => (
          <tbody key={queue.name}>
            <QueueRow queue={queue} max={max} app={app} />
            {deadLetters.map((dead) => (
              <QueueRow key={dead.name} queue={dead} max={max} app={app} below />
            ))}
          </tbody>
        ))}
      </Table>
    </>
  )
}

function QueueRow(props: { queue: Queue; max: number; app: string | null; below?: boolean }) {
  const { queue, max, app, below = false } = props
  const dead = queue.deadLetterOf.length > 0
  return (
    <tr className="hover:bg-hover">
      <Cell className={below ? 'py-1.5 pl-5! text-muted' : 'py-1.5'}>
        <QueueName queue={queue} app={app} />
        {dead && <span className="block text-muted text-small">dead letters of {queue.deadLetterOf.join(', ')}</span>}
        <Troubles queue={queue} />
      </Cell>
      <Cell number>
        <Approximate value={queue.visible} className={dead && queue.visible > 0 ? 'font-semibold text-danger' : ''} />
      </Cell>
      <Cell className="max-lg:hidden">
        <DepthBar value={queue.visible} max={max} color={dead ? 'var(--danger)' : undefined} />
      </Cell>
      <Cell number>
        <Approximate value={queue.inFlight} />
      </Cell>
      <Cell number className="max-md:hidden">
        <Approximate value={queue.delayed} />
      </Cell>
      <Cell number>{dead ? null : <DeadLetters deadLetter={queue.deadLetter} app={app} />}</Cell>
      <Cell className="max-md:hidden">
        <QueueSparkline queue={queue} />
      </Cell>
      <Cell number>{dead ? null : <DrainTime queue={queue} />}</Cell>
    </tr>
  )
}

/** The answer in a line, above the rows it sums. */
function Summary({ queues }: { queues: Queue[] }) {
  const sources = queues.filter(({ deadLetterOf }) => deadLetterOf.length === 0)
  const sum = (of: Queue[], key: 'visible' | 'inFlight') => of.reduce((total, queue) => total + queue[key], 0)
  const dead = sum(
    queues.filter(({ deadLetterOf }) => deadLetterOf.length > 0),
    'visible',
  )
  const newest = queues
    .map(({ sampledAt }) => sampledAt)
    .sort()
    .at(-1)
  return (
    <p className="text-muted">
      <span data-hint={approximateHint}>
        ≈<span className="font-semibold text-fg">{formatNumber(sum(sources, 'visible'))}</span> waiting and ≈
        <span className="font-semibold text-fg">{formatNumber(sum(sources, 'inFlight'))}</span> in flight in{' '}
        {sources.length === 1 ? '1 queue' : `${sources.length} queues`}
      </span>
      {dead > 0 && <span className="font-semibold text-danger">, ≈{formatNumber(dead)} dead letters</span>}. Counts are
      approximate
      {newest && (
        <>
          , read <RelativeTime at={newest} />
        </>
      )}
      .
    </p>
  )
}
