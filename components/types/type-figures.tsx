import Link from 'next/link'
import type { ReactNode } from 'react'
import { windowSentences } from '@/components/layout/window-words'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
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
      <Key label="Success rate" href={tasksHref({ ...within, state: ['FAILURE'] })}>
        <Big>
          {successRate === null ? (
            <UnknownDash reason={`Nothing finished in the ${windowSentences[type.window]}.`} />
          ) : (
            formatPercent(successRate)
          )}
        </Big>
        {formatNumber(failed)} failed
        {previous.successRate !== null && `, ${formatPercent(previous.successRate)} before`}
      </Key>
      <Key label="Finished" href={tasksHref({ ...within, state: readyStates })}>
        <Big>{formatNumber(finished)}</Big>
        <Change now={finished} before={previous.finished} />
        {retries === null ? null : ` · ${formatNumber(retries)} ${retries === 1 ? 'retry' : 'retries'}`}
      </Key>
      <Key label="Run time p95" href={tasksHref({ ...within, sort: 'runtimeSeconds' })}>
        <Big>{runtime === null ? <UnknownDash reason={runtimeUnknown} /> : formatDuration(runtime.p95)}</Big>
        {runtime === null ? (
          'not known'
        ) : (
          <>
            p50 {formatDuration(runtime.p50)}, p99 {formatDuration(runtime.p99)}, max {formatDuration(runtime.max)}{' '}
            <Change now={runtime.p95} before={previous.runtime?.p95 ?? null} said={formatDuration} />
          </>
        )}
      </Key>
      <Key label="Result size" href={tasksHref({ ...within, sort: 'sizeBytes' })}>
        <Big>
          {size === null ? <UnknownDash reason="Nothing finished in this window." /> : formatBytes(size.average)}
        </Big>
        {size === null ? (
          'nothing finished'
        ) : (
          <>
            p95 {formatBytes(size.p95)}, largest {formatBytes(size.largest)}{' '}
            <Change now={size.average} before={previous.size?.average ?? null} said={formatBytes} />
          </>
        )}
      </Key>
      <Key label="Stored now" href={tasksHref({ ...ofType(type.name), app, window: 'all', sort: 'sizeBytes' })}>
        <Big>{formatBytes(stored.bytes)}</Big>
        {formatNumber(stored.objects)} {stored.objects === 1 ? 'object' : 'objects'},{' '}
        <Money dollars={stored.dollarsPerMonth} basis={basis} />
        /mo
      </Key>
    </FigureRow>
  )
}

function Key({ label, href, children }: { label: string; href: string; children: ReactNode }) {
  return (
    <li className={figureCell}>
      <Link href={href} className="-mx-2 block h-full px-2 py-3 text-muted text-small hover:bg-hover">
        <span className="block">{label}</span>
        {children}
      </Link>
    </li>
  )
}

function Big({ children }: { children: ReactNode }) {
  return <span className="block truncate font-semibold text-fg text-figure">{children}</span>
}
