'use client'

import { useId } from 'react'
import { Area, CartesianGrid, ComposedChart, type DotItemDotProps, Line, Tooltip, XAxis, YAxis } from 'recharts'
import { formatCompact } from '@/components/ui/format-number'
import { momentLabel, timeTicks, valueTicks } from './axis.model'
import { spreadLabels, usualGapMs } from './line.model'
import { ReadingTooltip } from './reading-tooltip'

export const depthHeight = 240
const marginTop = 10
const axisHeight = 22
const hourMs = 3_600_000
const plotHeight = depthHeight - marginTop - axisHeight

/** A line over time. `dash` tells lines apart without colour; `filled` shades what lies under it. */
export type DepthLine = { key: string; label: string; color: string; dash?: string; filled?: boolean }
export type DepthRow = { atMs: number; values: Record<string, number> }

export type DepthPlotProps = {
  lines: DepthLine[]
  rows: DepthRow[]
  fromMs: number
  toMs: number
  label: string
  timeLabels: number
  /** Said before every number: "≈". */
  prefix?: string
  /** How values read; whole numbers where it is not given. */
  format?: (value: number) => string
}

/** Readings over time, labelled at their right end. Loaded lazily: it brings the chart library. */
export function DepthPlot({ lines, rows, fromMs, toMs, label, timeLabels, prefix = '', format }: DepthPlotProps) {
  const id = useId()
  const ticks = valueTicks(Math.max(0, ...rows.flatMap(({ values }) => lines.map(({ key }) => values[key] ?? 0))))
  const top = ticks.at(-1) ?? 1
  // A label may stand at every quarter of an hour, or at every minute where the whole is short.
  const grainMs = toMs - fromMs > hourMs * 3 ? hourMs / 4 : hourMs / 60
  const first = Math.ceil(fromMs / grainMs) * grainMs
  const moments = Array.from({ length: Math.ceil((toMs - first) / grainMs) }, (_, index) => first + index * grainMs)
  const times = timeTicks(moments, grainMs / 1000, timeLabels)
  const data = withGaps(rows)
  const last = rows.at(-1)
  const ends = spreadLabels(
    lines.map(({ key }) => plotHeight - ((last?.values[key] ?? 0) / top) * plotHeight),
    15,
    plotHeight,
  )
  return (
    <div className="relative" style={{ height: depthHeight }}>
      <ComposedChart
        data={data}
        responsive
        style={{ width: '100%', height: depthHeight }}
        margin={{ top: marginTop, right: 72, bottom: 0, left: 0 }}
        title={label}
        id={id}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="atMs"
          type="number"
          domain={[fromMs, toMs]}
          ticks={times.map(({ index }) => moments[index] ?? 0)}
          tickFormatter={(at: number) => times.find(({ index }) => moments[index] === at)?.label ?? ''}
          interval={0}
          tick={tickStyle}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          height={axisHeight}
        />
        <YAxis
          ticks={ticks}
          domain={[0, top]}
          interval={0}
          width={format ? 60 : 44}
          tick={tickStyle}
          tickLine={false}
          axisLine={false}
          tickFormatter={format ?? formatCompact}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload }) => (
            <ReadingTooltip
              row={active ? (payload[0]?.payload ?? null) : null}
              lines={lines}
              prefix={prefix}
              format={format}
            />
          )}
        />
        {lines.map(({ key, label: name, color, dash, filled }) => {
          const shared = {
            name,
            dataKey: (row: DepthRow) => row.values[key] ?? null,
            stroke: color,
            strokeWidth: 1.5,
            strokeDasharray: dash,
            isAnimationActive: false,
            connectNulls: false,
            // A reading between two gaps makes no line.
            dot: ({ key: id, index, cx, cy }: DotItemDotProps) =>
              isAlone(data, index, key) ? <circle key={id} cx={cx} cy={cy} r={2} fill={color} /> : <g key={id} />,
            activeDot: { r: 3, fill: color, stroke: 'var(--bg)' },
          }
          return filled ? (
            <Area key={key} {...shared} fill={color} fillOpacity={0.08} />
          ) : (
            <Line key={key} {...shared} />
          )
        })}
      </ComposedChart>
      {last ? (
        <ul aria-hidden className="absolute right-0 w-[68px] text-[11px] leading-[15px]" style={{ top: marginTop }}>
          {lines.map(({ key, label: name, color }, index) => (
            <li
              key={key}
              className="absolute -translate-y-1/2 whitespace-nowrap"
              style={{ top: ends[index], color }}
              title={`${momentLabel(last.atMs)}: ${(format ?? formatCompact)(last.values[key] ?? 0)}`}
            >
              {name}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

const tickStyle = { fill: 'var(--fg-muted)', fontSize: 11 }

function isAlone(rows: DepthRow[], index: number | undefined, key: string): boolean {
  if (index === undefined || rows[index]?.values[key] === undefined) return false
  return rows[index - 1]?.values[key] === undefined && rows[index + 1]?.values[key] === undefined
}

/** A silence three times as long as usual gets an empty row, which breaks the lines there. */
function withGaps(rows: DepthRow[]): DepthRow[] {
  const limit = usualGapMs(rows) * 3
  return rows.flatMap((row, index) => {
    const before = rows[index - 1]
    return before && row.atMs - before.atMs > limit ? [{ atMs: before.atMs + 1, values: {} }, row] : [row]
  })
}
