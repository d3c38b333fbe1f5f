import Link from 'next/link'
import type { ReactNode } from 'react'
import { Sparkline } from '@/components/charts/sparkline'
import { windowSentences } from '@/components/layout/window-words'
import { Change } from '@/components/types/change'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { tasksHref } from '@/lib/client/task-search'
import type { FailureDetail } from '@/lib/contract/failures'
import { fieldText } from '@/lib/search/print-search'

/** How often, how long already, and whether it goes on. */
export function FailureFigures({ failure, app }: { failure: FailureDetail; app: string | null }) {
  const { count, previousCount, total, firstSeen, lastSeen, window, from, to, sparkline, fingerprint } = failure
  const q = fieldText('failure', fingerprint)
  return (
    <FigureRow>
      <Key label={`In the ${windowSentences[window]}`}>
        <Link href={tasksHref({ app, q, from })} className="hover:underline">
          <Big>{formatNumber(count)}</Big>
        </Link>
        <Change now={count} before={previousCount} /> {formatNumber(previousCount)} before
      </Key>
      <Key label="Since ever">
        <Link href={tasksHref({ app, q, window: 'all' })} className="hover:underline">
          <Big>{formatNumber(total)}</Big>
        </Link>
        forgotten ones included
      </Key>
      <Key label="First seen">
        <Big>
          <RelativeTime at={firstSeen} />
        </Big>
      </Key>
      <Key label="Last seen">
        <Big>
          <RelativeTime at={lastSeen} />
        </Big>
      </Key>
      <Key label="Trend">
        <Sparkline
          readings={sparkline.map(({ at, count: value }) => ({ atMs: Date.parse(at), value }))}
          fromMs={Date.parse(from)}
          toMs={Date.parse(to)}
          width={180}
          height={40}
          color="var(--state-failure)"
          label={`${formatNumber(count)} failures in the ${windowSentences[window]}`}
        />
      </Key>
    </FigureRow>
  )
}

function Key({ label, children }: { label: string; children: ReactNode }) {
  return (
    <li className={figureCell}>
      <div className="py-3 text-muted text-small">
        <span className="block">{label}</span>
        {children}
      </div>
    </li>
  )
}

function Big({ children }: { children: ReactNode }) {
  return <span className="block truncate font-semibold text-fg text-figure">{children}</span>
}
