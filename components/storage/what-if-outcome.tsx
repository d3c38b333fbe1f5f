import Link from 'next/link'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatMoney } from '@/components/ui/format-money'
import { formatNumber } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import type { WhatIf } from '@/lib/contract/storage'

/** What is stored now beside what the sliders leave, with links to the tasks of each; null: no search finds just them. */
export function WhatIfOutcome(props: { outcome: WhatIf; all: string; left: string | null; gone: string | null }) {
  const { outcome, all, left, gone } = props
  const { before, after, earlyDeletionDollars, basis } = outcome
  const saved =
    before.dollarsPerMonth === null || after.dollarsPerMonth === null
      ? null
      : before.dollarsPerMonth - after.dollarsPerMonth
  return (
    <table className="w-full text-list">
      <caption className="sr-only">What is stored now, and what would be left</caption>
      <thead className="text-muted text-small">
        <tr>
          <th scope="col" className="h-8 text-left font-normal">
            <span className="sr-only">Figure</span>
          </th>
          <th scope="col" className="px-2 text-right font-normal">
            Now
          </th>
          <th scope="col" className="px-2 text-right font-normal">
            Left
          </th>
          <th scope="col" className="text-right font-normal">
            Gone
          </th>
        </tr>
      </thead>
      <tbody>
        <Line
          label="Results"
          before={before.objects}
          after={after.objects}
          said={formatNumber}
          hrefs={[all, left, gone]}
        />
        <Line label="Bytes" before={before.bytes} after={after.bytes} said={formatBytes} />
        <tr className="border-line border-t">
          <th scope="row" className="h-9 text-left font-normal text-muted">
            A month
          </th>
          <td className="px-2 text-right">
            <Money dollars={before.dollarsPerMonth} basis={basis} />
          </td>
          <td className="px-2 text-right font-semibold">
            <Money dollars={after.dollarsPerMonth} basis={basis} />
          </td>
          <td className="text-right text-muted">{saved === null ? null : formatMoney(Math.max(0, saved))}</td>
        </tr>
        {earlyDeletionDollars !== null && earlyDeletionDollars > 0 && (
          <tr className="border-line border-t">
            <th scope="row" colSpan={3} className="h-9 text-left font-normal text-muted">
              Still billed once, for the rest of minimum durations
            </th>
            <td className="text-right text-muted">
              <Money dollars={earlyDeletionDollars} basis={basis} />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Line(props: {
  label: string
  before: number
  after: number
  said: (value: number) => string
  hrefs?: [all: string, left: string | null, gone: string | null]
}) {
  const { label, before, after, said, hrefs: [all, left, gone] = [null, null, null] } = props
  const number = (value: number, href: string | null) =>
    href === null ? (
      said(value)
    ) : (
      <Link href={href} className="hover:underline">
        {said(value)}
      </Link>
    )
  return (
    <tr className="border-line border-t">
      <th scope="row" className="h-9 text-left font-normal text-muted">
        {label}
      </th>
      <td className="px-2 text-right">{number(before, all)}</td>
      <td className="px-2 text-right font-semibold">{number(after, after === before ? all : left)}</td>
      <td className="text-right text-muted">{number(before - after, before === after ? null : gone)}</td>
    </tr>
  )
}
