import { formatNumber } from '@/components/ui/format-number'
import { momentLabel } from './axis.model'
import type { DepthLine, DepthRow } from './depth-plot'

/** The readings of a moment, in words and numbers. */
export function ReadingTooltip(props: {
  row: DepthRow | null
  lines: DepthLine[]
  prefix: string
  format?: (value: number) => string
}) {
  const { row, lines, prefix, format = formatNumber } = props
  if (!row || Object.keys(row.values).length === 0) return null
  return (
    <div className="min-w-36 rounded border border-line bg-raised px-3 py-2 text-[12px] leading-[18px] shadow-float">
      <p className="mb-1 text-muted">{momentLabel(row.atMs)}</p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4">
        {lines.map(({ key, label }) => (
          <div key={key} className="contents">
            <dt>{label}</dt>
            <dd className="text-right">
              {prefix}
              {row.values[key] === undefined ? '–' : format(row.values[key])}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
