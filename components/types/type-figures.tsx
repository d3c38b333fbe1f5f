import { windowSentences } from '@/components/layout/window-words'
import { BigFigure, FigureLink } from '@/components/ui/figure-link'
import { FigureRow } from '@/components/ui/figure-row'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber, formatPercent } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { tasksHref } from '@/lib/client/task-search'
import type { TypeDetail } from '@/lib/contract/types'
import { Change } from './change'
import { ofType, readyStates, runtimeUnknown } from './type-table'

/** A type in five numbers, each beside the window before. */
export function TypeFigures({ type, app }: { type: TypeDetail; app: string | null }) {
  const { from, finished, failed, successRate, retries, runtime, size, previous, stored, basis } = type
  const within = { ...ofType(type.name), app, from }
  return (
    <FigureRow>
      <FigureLink label="Success rate" href={tasksHref({ ...within, state: ['FAILURE'] })}>
        <BigFigure>
          {successRate === null ? (
            <UnknownDash reason={`Nothing finished in the ${windowSentences[type.window]}.`} />
          ) : (
            formatPercent(successRate)
          )}
        </BigFigure>
        {formatNumber(failed)} failed
        {previous.successRate !== null && `, ${formatPercent(previous.successRate)} before`}
      </FigureLink>
      <FigureLink label="Finished" href={tasksHref({ ...within, state: readyStates })}>
        <BigFigure>{formatNumber(finished)}</BigFigure>
        <Change now={finished} before={previous.finished} />
        {retries === null ? null : ` · ${formatNumber(retries)} ${retries === 1 ? 'retry' : 'retries'}`}
      </FigureLink>
      <FigureLink label="Run time p95" href={tasksHref({ ...within, sort: 'runtimeSeconds' })}>
        <BigFigure>
          {runtime === null ? <UnknownDash reason={runtimeUnknown} /> : formatDuration(runtime.p95)}
        </BigFigure>
        {runtime === null ? (
          'not known'
        ) : (
          <>
            p50 {formatDuration(runtime.p50)}, p99 {formatDuration(runtime.p99)}, max {formatDuration(runtime.max)}{' '}
            <Change now={runtime.p95} before={previous.runtime?.p95 ?? null} said={formatDuration} />
          </>
        )}
      </FigureLink>
      <FigureLink label="Result size" href={tasksHref({ ...within, sort: 'sizeBytes' })}>
        <BigFigure>
          {size === null ? <UnknownDash reason="Nothing finished in this window." /> : formatBytes(size.average)}
        </BigFigure>
        {size === null ? (
          'nothing finished'
        ) : (
          <>
            p95 {formatBytes(size.p95)}, largest {formatBytes(size.largest)}{' '}
            <Change now={size.average} before={previous.size?.average ?? null} said={formatBytes} />
          </>
        )}
      </FigureLink>
      <FigureLink label="Stored now" href={tasksHref({ ...ofType(type.name), app, window: 'all', sort: 'sizeBytes' })}>
        <BigFigure>{formatBytes(stored.bytes)}</BigFigure>
        {formatNumber(stored.objects)} {stored.objects === 1 ? 'object' : 'objects'},{' '}
        <Money dollars={stored.dollarsPerMonth} basis={basis} />
        /mo
      </FigureLink>
    </FigureRow>
  )
}
