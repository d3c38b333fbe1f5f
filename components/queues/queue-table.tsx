'use client'

import clsx from 'clsx'
import { DepthBar } from '@/components/charts/depth-bar'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import type { Queue } from '@/lib/contract/queues'
import { DeadLetters } from './dead-letters'
import { Approximate, approximateHint } from './depth-figures'
import { DrainTime } from './drain-time'
import { QueueName } from './queue-name'
import { QueueSparkline, trendHint } from './queue-sparkline'
import { depthScale, groupQueues, sharersOf } from './queues.model'
import { useTroubles } from './use-troubles'

/** One row a queue on one scale, its dead-letter queue below it, and under each what is wrong with it. */
export function QueueTable({ queues, app }: { queues: Queue[]; app: string | null }) {
  const groups = groupQueues(queues)
  const max = depthScale(queues)
  return (
    <>
      <Summary queues={queues} />
      <Table>
        <thead>
          <tr>
            <HeadCell className="max-md:w-full">Queue</HeadCell>
            <HeadCell number>Waiting</HeadCell>
            <HeadCell className="w-1/4 max-lg:hidden">
              <span className="sr-only">Waiting as a bar</span>
            </HeadCell>
            {['In flight', 'Delayed', 'Dead letters'].map((label) => (
              <HeadCell key={label} number className="max-md:hidden">
                {label}
              </HeadCell>
            ))}
            <HeadCell className="w-36 max-md:hidden">
              <span data-hint={trendHint}>Trend</span>
            </HeadCell>
            <HeadCell number>Drains in</HeadCell>
          </tr>
        </thead>
        {groups.map(({ queue, deadLetters }) => (
          <tbody key={queue.name}>
            <QueueRow queue={queue} max={max} app={app} sharers={sharersOf(queue, queues)} />
            {deadLetters.map((dead) => (
              <QueueRow key={dead.name} queue={dead} max={max} app={app} below />
            ))}
          </tbody>
        ))}
      </Table>
    </>
  )
}

type RowProps = { queue: Queue; max: number; app: string | null; sharers?: string[]; below?: boolean }

function QueueRow({ queue, max, app, sharers, below = false }: RowProps) {
  const { deadLetterOf } = queue
  const dead = deadLetterOf.length > 0
  const troubles = useTroubles(queue).filter(({ kind }) => kind !== 'dead-letters')
  const row = clsx('hover:bg-hover', troubles.length > 0 && '[&>td]:border-b-0')
  return (
    <>
      <tr className={row}>
        {/* Without a width of its own on a phone, so that a long name is cut and not the number beside it. */}
        <Cell className={clsx('py-2 max-md:max-w-0', below && 'pl-5! text-muted')}>
          <div className="md:max-w-[260px] xl:max-w-[400px]">
            <QueueName queue={queue} app={app} />
          </div>
          {dead && !below && (
            <span className="block text-muted text-small">dead letters of {deadLetterOf.join(', ')}</span>
          )}
          {!dead && <Beside queue={queue} sharers={sharers} app={app} />}
        </Cell>
        <Cell number>
          <Approximate value={queue.visible} className={dead && queue.visible > 0 ? 'font-semibold text-danger' : ''} />
        </Cell>
        <Cell className="max-lg:hidden">
          <DepthBar value={queue.visible} max={max} color={dead ? 'var(--danger)' : undefined} />
        </Cell>
        <Cell number className="max-md:hidden">
          <Approximate value={queue.inFlight} />
        </Cell>
        <Cell number className="max-md:hidden">
          <Approximate value={queue.delayed} />
        </Cell>
        <Cell number className="max-md:hidden">
          {dead ? null : <DeadLetters deadLetter={queue.deadLetter} app={app} sharers={sharers} />}
        </Cell>
        <Cell className="max-md:hidden">
          <QueueSparkline queue={queue} />
        </Cell>
        <Cell number>{dead ? null : <DrainTime queue={queue} />}</Cell>
      </tr>
      {troubles.length > 0 && (
        <tr>
          <Cell colSpan={8} className={clsx('h-auto! pb-2 text-small', below && 'pl-5!')}>
            {troubles.map(({ kind, sentence }) => (
              <p key={kind} className={kind === 'growing' ? 'text-muted' : 'text-warn'}>
                {sentence}
              </p>
            ))}
          </Cell>
        </tr>
      )}
    </>
  )
}

/** On a phone, what has no column there. */
function Beside({ queue, sharers = [], app }: Omit<RowProps, 'max'>) {
  return (
    <span className="block text-muted text-small md:hidden">
      <Approximate value={queue.inFlight} /> in flight
      {queue.delayed > 0 && (
        <>
          , <Approximate value={queue.delayed} /> delayed
        </>
      )}
      {queue.deadLetter && sharers.length < 2 && (
        <>
          , <DeadLetters deadLetter={queue.deadLetter} app={app} /> dead
        </>
      )}
    </span>
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
        <About count={sum(sources, 'visible')} /> waiting and <About count={sum(sources, 'inFlight')} /> in flight in{' '}
        {sources.length === 1 ? '1 queue' : `${sources.length} queues`}
      </span>
      {dead > 0 && (
        <>
          , <span className="font-semibold text-danger">≈{formatNumber(dead)} dead letters</span>
        </>
      )}
      . Counts are approximate
      {newest && (
        <>
          , read <RelativeTime at={newest} />
        </>
      )}
      .
    </p>
  )
}

function About({ count }: { count: number }) {
  return (
    <>
      {count > 0 && '≈'}
      <span className="font-semibold text-fg">{formatNumber(count)}</span>
    </>
  )
}
