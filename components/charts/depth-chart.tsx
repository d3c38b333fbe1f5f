'use client'

import dynamic from 'next/dynamic'
import { formatNumber } from '@/components/ui/format-number'
import { momentLabel } from './axis.model'
import type { DepthPlotProps } from './depth-plot'
import { useWidth } from './use-width'

const height = 240

const Plot = dynamic(() => import('./depth-plot').then(({ DepthPlot }) => DepthPlot), {
  ssr: false,
  loading: () => <div style={{ height }} />,
})

/** Readings over time as lines; the same numbers as a table on request, in the same space. */
export function DepthChart({ asTable, ...plot }: Omit<DepthPlotProps, 'timeLabels'> & { asTable: boolean }) {
  const [measure, width] = useWidth()
  if (!asTable) {
    return (
      <div ref={measure} style={{ height }}>
        <Plot {...plot} timeLabels={Math.max(3, Math.floor(width / 72))} />
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section style={{ height }} className="overflow-y-auto" aria-label="Readings" tabIndex={0}>
      <table className="w-full text-list">
        <caption className="sr-only">{plot.label}</caption>
        <thead className="sticky top-0 bg-bg text-muted text-small">
          <tr>
            <th scope="col" className="py-1 text-left font-normal">
              Time
            </th>
            {plot.lines.map(({ key, label }) => (
              <th key={key} scope="col" className="px-2 py-1 text-right font-normal">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plot.rows.toReversed().map(({ atMs, values }) => (
            <tr key={atMs} className="border-line border-t">
              <th scope="row" className="py-1 text-left font-normal text-muted">
                {momentLabel(atMs)}
              </th>
              {plot.lines.map(({ key }) => (
                <td key={key} className="px-2 py-1 text-right">
                  {plot.prefix}
                  {values[key] === undefined ? '–' : (plot.format ?? formatNumber)(values[key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
