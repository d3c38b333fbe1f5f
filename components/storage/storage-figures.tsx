import Link from 'next/link'
import type { ReactNode } from 'react'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatNumber } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { tasksHref } from '@/lib/client/task-search'
import type { Storage } from '@/lib/contract/storage'

/** What is stored and what that costs, in the first line of the page. */
export function StorageFigures({ storage, app }: { storage: Storage; app: string | null }) {
  const { total, basis } = storage
  const average = total.objects > 0 ? formatBytes(total.bytes / total.objects) : null
  return (
    <FigureRow>
      <Key label="Stored" href={tasksHref({ app, window: 'all', sort: 'sizeBytes' })}>
        <Big>{formatBytes(total.bytes)}</Big>
        <Money dollars={total.dollarsPerMonth} basis={basis} /> a month
      </Key>
      <Key label="Objects" href={tasksHref({ app, window: 'all' })}>
        <Big>{formatNumber(total.objects)}</Big>
        {average && `${average} on average`}
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
