import type { ReactNode } from 'react'
import { windowSentences } from '@/components/layout/window-words'
import { BigFigure, FigureLink } from '@/components/ui/figure-link'
import { FigureRow } from '@/components/ui/figure-row'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatCompact, formatNumber } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { tasksHref } from '@/lib/client/task-search'
import type { Storage } from '@/lib/contract/storage'
import { signedBytes } from './storage.model'

/** What is stored, what it costs and where that leads, in the first line of the page. */
export function StorageFigures({ storage, app }: { storage: Storage; app: string | null }) {
  const { total, basis, growth, requests, window, from, to } = storage
  const average = total.objects > 0 ? formatBytes(total.bytes / total.objects) : null
  const in90 = growth.known ? growth.projections.find(({ days }) => days === 90) : undefined
  const newest = tasksHref({ app, from, to })
  return (
    <FigureRow>
      <FigureLink label="Stored" href={tasksHref({ app, window: 'all', sort: 'sizeBytes' })}>
        <BigFigure>{formatBytes(total.bytes)}</BigFigure>
        {average ? `${average} on average` : 'nothing'}
      </FigureLink>
      <FigureLink label="Storage a month" href={tasksHref({ app, window: 'all', sort: 'sizeBytes' })}>
        <BigFigure>
          <Money dollars={total.dollarsPerMonth} basis={basis} />
        </BigFigure>
        {total.dollarsPerMonth === null ? 'no price for it' : `list prices of ${storage.pricesAsOf}`}
      </FigureLink>
      <FigureLink label="Objects" href={tasksHref({ app, window: 'all' })}>
        <BigFigure>{formatCount(total.objects)}</BigFigure>
        one a task
      </FigureLink>
      <FigureLink label="Growth a day" href={newest}>
        {growth.known ? (
          <>
            <BigFigure>
              <span data-hint={growth.basis}>
                <span className="text-muted">≈</span>
                {signedBytes(growth.bytesPerDay)}
              </span>
            </BigFigure>
            {in90 ? (
              <>
                ≈{formatBytes(in90.bytes)}, <Money dollars={in90.dollarsPerMonth} basis={basis} />
                /mo in 90 days
              </>
            ) : (
              `≈${formatNumber(Math.round(growth.objectsPerDay))} objects`
            )}
          </>
        ) : (
          <>
            <BigFigure>
              <UnknownDash reason={growth.reason} />
            </BigFigure>
            not known yet
          </>
        )}
      </FigureLink>
      <FigureLink label="Results written" href={newest}>
        <BigFigure>{formatCount(requests.writes.count)}</BigFigure>
        <Money dollars={requests.writes.dollars} basis={requests.basis} /> in the {windowSentences[window]}
      </FigureLink>
    </FigureRow>
  )
}

/** In full where it fits into a fifth of the page, or half of a phone. */
function formatCount(value: number): ReactNode {
  if (value < 10_000_000) return formatNumber(value)
  return <span data-hint={formatNumber(value)}>{formatCompact(value)}</span>
}
