import Link from 'next/link'
import type { ReactNode } from 'react'
import { DepthBar } from '@/components/charts/depth-bar'
import { Bytes } from '@/components/ui/bytes'
import { formatCompact, formatNumber, formatPercent } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { Cell, HeadCell, Table } from '@/components/ui/table'

export type StoredBar = {
  key: string
  label: ReactNode
  /** What the row counts; null where no search can find just that, and then `why`. */
  href: string | null
  why?: string
  /** Said under the table. */
  note?: string | null
  objects: number
  bytes: number
  /** Left out where the rows have no price each. */
  dollarsPerMonth?: number | null
  color?: string
}

/** Parts of what is stored, as bars on one scale with their share of the whole. */
export function StoredBars(props: { heading: string; rows: StoredBar[]; totalBytes: number; basis: string }) {
  const { heading, rows, totalBytes, basis } = props
  const max = Math.max(0, ...rows.map(({ bytes }) => bytes))
  // Where nothing has a price, the page says so once.
  const priced = rows.some(({ dollarsPerMonth }) => typeof dollarsPerMonth === 'number')
  return (
    <>
      <Table className="table-fixed">
        <thead>
          <tr>
            <HeadCell>{heading}</HeadCell>
            <HeadCell className="w-[16%] max-md:hidden">
              <span className="sr-only">Bar</span>
            </HeadCell>
            <HeadCell number className="w-15 max-md:hidden">
              Share
            </HeadCell>
            <HeadCell number className="w-20 max-md:w-16">
              Objects
            </HeadCell>
            <HeadCell number className="w-17">
              Bytes
            </HeadCell>
            {priced && (
              <HeadCell number className="w-18">
                A month
              </HeadCell>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="hover:bg-hover">
              <Cell className="max-w-0">
                <span className="block max-md:line-clamp-2 max-md:[overflow-wrap:anywhere] md:truncate">
                  {row.label}
                </span>
                <span className="block pt-0.5 pb-1 md:hidden">
                  <DepthBar value={row.bytes} max={max} color={row.color} />
                </span>
              </Cell>
              <Cell className="max-md:hidden">
                <DepthBar value={row.bytes} max={max} color={row.color} />
              </Cell>
              <Cell number className="text-muted max-md:hidden">
                {totalBytes > 0 ? formatPercent(row.bytes / totalBytes) : '0 %'}
              </Cell>
              <Cell number>
                <Linked href={row.href} why={row.why}>
                  <Count value={row.objects} />
                </Linked>
              </Cell>
              <Cell number>
                <Linked href={row.href} why={row.why}>
                  <Bytes bytes={row.bytes} />
                </Linked>
              </Cell>
              {priced && (
                <Cell number>
                  <Money dollars={row.dollarsPerMonth ?? null} basis={basis} />
                </Cell>
              )}
            </tr>
          ))}
        </tbody>
      </Table>
      {rows.map(({ key, label, note }) =>
        note ? (
          <p key={key} className="mt-2 text-muted text-small">
            {label}: {note}.
          </p>
        ) : null,
      )}
    </>
  )
}

/** In full where it fits into the column. */
function Count({ value }: { value: number }) {
  if (value < 10_000_000) return formatNumber(value)
  return <span data-hint={formatNumber(value)}>{formatCompact(value)}</span>
}

function Linked({ href, why, children }: Pick<StoredBar, 'href' | 'why'> & { children: ReactNode }) {
  if (href === null) {
    return (
      <span data-hint={why} className="cursor-help">
        {children}
      </span>
    )
  }
  return (
    <Link href={href} className="hover:underline">
      {children}
    </Link>
  )
}
