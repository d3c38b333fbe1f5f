import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { windowLabels, windowSentences } from '@/components/layout/window-words'
import { approximateHint } from '@/components/queues/depth-figures'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatCompact, formatCount, formatNumber, formatPercent } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { queuesHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { Overview } from '@/lib/contract/overview'
import { rateChange, unfinishedStates } from './figures.model'

/** The answer in five numbers, each a link to the list it counts. */
export function KeyFigures({ overview, app }: { overview: Overview; app: string | null }) {
  const { from, finished, failureRate, previous, unfinished, waiting, stored } = overview
  const window = windowLabels[overview.window]
  return (
    <FigureRow>
      <KeyFigure label="Failure rate" href={tasksHref({ app, state: ['FAILURE'], from })}>
        {failureRate === null ? (
          <Big>
            <UnknownDash reason={`No task has finished in the ${windowSentences[overview.window]}.`} />
          </Big>
        ) : (
          <Big>{formatPercent(failureRate)}</Big>
        )}
        <RateChange now={failureRate} before={previous.failureRate} window={window} />
      </KeyFigure>
      <KeyFigure label="Finished" href={tasksHref({ app, state: ['SUCCESS', 'FAILURE', 'REVOKED'], from })}>
        <Big>{bigNumber(finished)}</Big>
        {previous.finished > 0
          ? `${formatNumber(previous.finished)} in the ${window} before`
          : `in the ${windowSentences[overview.window]}`}
      </KeyFigure>
      <KeyFigure label="Unfinished" href={tasksHref({ app, state: unfinishedStates(overview), window: 'all' })}>
        <Big>{formatCount(unfinished.count, unfinished.exact)}</Big>
        {unfinished.possiblyLost > 0 ? (
          <span className="font-semibold text-danger" data-hint={lostHint}>
            {formatCount(unfinished.possiblyLost, unfinished.exact || unfinished.possiblyLost < unfinished.count)}{' '}
            possibly lost
          </span>
        ) : (
          <span data-hint={lostHint}>none possibly lost</span>
        )}
      </KeyFigure>
      <KeyFigure label="Waiting" href={queuesHref(app)}>
        {waiting === null ? (
          <>
            <Big>
              <UnknownDash reason="No broker is configured: set CELERY_BROKER_URL to sqs://." />
            </Big>
            no broker
          </>
        ) : (
          <>
            <Big>
              {waiting.visible > 0 && (
                <span className="text-muted" data-hint={approximateHint}>
                  ≈
                </span>
              )}
              {bigNumber(waiting.visible)}
            </Big>
            {waiting.queues === 1 ? 'in 1 queue' : `in ${waiting.queues} queues`}
          </>
        )}
      </KeyFigure>
      <KeyFigure label="Stored" href={tasksHref({ app, window: 'all', sort: 'sizeBytes' })}>
        <Big>{formatBytes(stored.bytes)}</Big>
        {formatNumber(stored.objects)} {stored.objects === 1 ? 'object' : 'objects'},{' '}
        <Money dollars={stored.dollarsPerMonth} basis={stored.basis} />
        /mo
      </KeyFigure>
    </FigureRow>
  )
}

const lostHint =
  'STARTED for longer than the visibility timeout: by then SQS hands the message to another worker.\nThe worker may have died, or the task is slower than the timeout.'

function KeyFigure({ label, href, children }: { label: string; href: string; children: ReactNode }) {
  return (
    <li className={figureCell}>
      <Link href={href} className="-mx-2 block h-full px-2 py-3 text-muted text-small hover:bg-hover">
        <span className="block">{label}</span>
        {children}
      </Link>
    </li>
  )
}

/** In full where it fits into a fifth of the page, or half of a phone. */
function bigNumber(value: number) {
  if (value < 10_000_000) return formatNumber(value)
  return <span data-hint={formatNumber(value)}>{formatCompact(value)}</span>
}

function Big({ children }: { children: ReactNode }) {
  return <span className="block truncate font-semibold text-fg text-figure">{children}</span>
}

function RateChange(props: { now: number | null; before: number | null; window: string }) {
  const change = rateChange(props.now, props.before)
  if (props.now === null) return <span>nothing finished</span>
  if (!change || props.before === null) return <span>nothing finished in the {props.window} before</span>
  const up = change.direction === 'up'
  return (
    <span data-hint={`${formatPercent(props.before)} in the ${props.window} before`}>
      {change.direction === 'same' ? (
        'same as'
      ) : (
        <>
          <span className={clsx(up && 'font-semibold text-danger')}>
            <span aria-hidden="true">{up ? '▲' : '▼'}</span>
            <span className="sr-only">{up ? 'up by' : 'down by'}</span> {change.points} pt
          </span>{' '}
          on
        </>
      )}{' '}
      the {props.window} before
    </span>
  )
}
