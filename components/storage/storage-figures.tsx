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
  const { total, tasks, groups, basis, growth, requests, window } = storage
  const average = total.objects > 0 ? formatBytes(total.bytes / total.objects) : null
  const in90 = growth.known ? growth.projections.find(({ days }) => days === 90) : undefined
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
      <FigureLink label="Results" href={tasksHref({ app, window: 'all' })}>
        <BigFigure>{formatCount(tasks.objects)}</BigFigure>
        {groups.objects > 0
          ? `and ${formatNumber(groups.objects)} saved ${groups.objects === 1 ? 'group' : 'groups'}`
          : 'one object each'}
      </FigureLink>
      <FigureLink
        label="Growth a day"
        href={null}
        why="What was stored less what was removed, so no list of tasks shows just that."
      >
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
      <FigureLink
        label="Results written"
        href={null}
        why="Counts every version that was written, also those overwritten or forgotten since; a search finds what is stored now."
      >
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
