import Link from 'next/link'
import type { ReactNode } from 'react'
import { windowSentences } from '@/components/layout/window-words'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
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
      <Key label="Stored" href={tasksHref({ app, window: 'all', sort: 'sizeBytes' })}>
        <Big>{formatBytes(total.bytes)}</Big>
        {average ? `${average} on average` : 'nothing'}
      </Key>
      <Key label="Storage a month" href={tasksHref({ app, window: 'all', sort: 'sizeBytes' })}>
        <Big>
          <Money dollars={total.dollarsPerMonth} basis={basis} />
        </Big>
        {total.dollarsPerMonth === null ? 'no price for it' : `list prices of ${storage.pricesAsOf}`}
      </Key>
      <Key label="Objects" href={tasksHref({ app, window: 'all' })}>
        <Big>{formatCount(total.objects)}</Big>
        one a task
      </Key>
      <Key label="Growth a day" href={newest}>
        {growth.known ? (
          <>
            <Big>
              <span data-hint={growth.basis}>
                <span className="text-muted">≈</span>
                {signedBytes(growth.bytesPerDay)}
              </span>
            </Big>
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
            <Big>
              <UnknownDash reason={growth.reason} />
            </Big>
            not known yet
          </>
        )}
      </Key>
      <Key label="Results written" href={newest}>
        <Big>{formatCount(requests.writes.count)}</Big>
        <Money dollars={requests.writes.dollars} basis={requests.basis} /> in the {windowSentences[window]}
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

/** In full where it fits into a fifth of the page, or half of a phone. */
function formatCount(value: number): ReactNode {
  if (value < 10_000_000) return formatNumber(value)
  return <span data-hint={formatNumber(value)}>{formatCompact(value)}</span>
}
