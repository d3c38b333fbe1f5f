import { ChartSection } from '@/components/charts/chart-section'
import { DepthChart } from '@/components/charts/depth-chart'
import { windowSentences } from '@/components/layout/window-words'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatMoney } from '@/components/ui/format-money'
import { formatNumber } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import type { Storage } from '@/lib/contract/storage'

const nano = 1e-9

/** What a month of storage cost on each day, and where the growth leads. Bytes where nothing has a price. */
export function CostHistory({ storage }: { storage: Storage }) {
  const { history, growth, basis } = storage
  const priced = history.every(({ dollarsPerMonth }) => dollarsPerMonth !== null)
  const rows = history.map(({ day, bytes, dollarsPerMonth }) => ({
    atMs: Date.parse(day),
    // The axis steps by whole numbers, so dollars are drawn in billionths.
    values: { value: priced ? Math.round((dollarsPerMonth ?? 0) / nano) : bytes },
  }))
  const format = priced ? (value: number) => money(value * nano) : formatBytes
  const last = rows.at(-1)
  const title = priced ? 'Cost over time' : 'Stored over time'
  return (
    <ChartSection
      title={title}
      aside={
        growth.known &&
        growth.projections.map(({ days, bytes, dollarsPerMonth }) => (
          <span key={days} data-hint={growth.basis} className="max-md:hidden">
            in {days} days ≈{formatBytes(bytes)}, <Money dollars={dollarsPerMonth} basis={basis} />
            /mo
          </span>
        ))
      }
      empty={
        rows.length > 1 ? null : (
          <p className="border-line border-t py-3 text-list text-muted">
            One point a day is kept from now on; {rows.length === 1 ? 'today’s is the first' : 'none is there yet'}. S3
            itself has no history of what was stored.
          </p>
        )
      }
    >
      {(asTable) =>
        last && (
          <DepthChart
            lines={[{ key: 'value', label: priced ? '$ a month' : 'Stored', color: 'var(--accent)', filled: true }]}
            rows={rows}
            fromMs={rows[0]?.atMs ?? last.atMs}
            toMs={last.atMs}
            format={format}
            asTable={asTable}
            label={`${title} in the ${windowSentences[storage.window]}: ${format(last.values.value)} now, over ${formatNumber(rows.length)} days.`}
          />
        )
      }
    </ChartSection>
  )
}

/** As elsewhere, but an axis of ever smaller parts of a cent needs them told apart. */
function money(dollars: number): string {
  return dollars >= 1e-6 && dollars < 1e-3 ? `$${Number(dollars.toPrecision(2))}` : formatMoney(dollars)
}
