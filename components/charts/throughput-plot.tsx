'use client'

import { type KeyboardEvent, useId, useRef } from 'react'
import {
  Bar,
  BarChart,
  type BarShapeProps,
  CartesianGrid,
  type DotItemDotProps,
  Line,
  LineChart,
  Tooltip,
  useActiveTooltipLabel,
  XAxis,
  YAxis,
} from 'recharts'
import { formatCompact, formatPercent } from '@/components/ui/format-number'
import { timeTicks, valueTicks } from './axis.model'
import { BucketTooltip } from './bucket-tooltip'
import type { ChartSeries, CountBucket } from './series'
import { greatestTotal, stackSegments } from './stack.model'

const stackHeight = 172
const rateHeight = 92
const roomBelow = 6
const axisWidth = 44
const leastPixels = 2

export type ThroughputPlotProps = {
  series: ChartSeries[]
  buckets: CountBucket[]
  bucketSeconds: number
  nowMs: number
  /** Said to screen readers in place of the picture. */
  label: string
  rate: { label: string; color: string }
  /** At most this many time labels. */
  timeLabels: number
  onSelect?: (bucket: CountBucket, seriesKey: string | null) => void
}

/** Stacked counts over time and a rate under them on the same time axis. Loaded lazily: it brings the chart library. */
export function ThroughputPlot(props: ThroughputPlotProps) {
  const { series, buckets, bucketSeconds, nowMs, label, rate, timeLabels, onSelect } = props
  const id = useId()
  const active = useRef<number | undefined>(undefined)
  const keys = series.map(({ key }) => key)
  const counts = valueTicks(greatestTotal(buckets, keys))
  const top = counts.at(-1) ?? 1
  const least = (leastPixels / stackHeight) * top
  const rows = buckets.map((bucket, index) => {
    const segments = stackSegments(bucket.values, keys, least)
    const heights = Object.fromEntries(segments.map(({ key, from, to }) => [key, to - from]))
    // The stretch up to the bucket that is still filling is a line of its own, dashed.
    const last = index >= buckets.length - 2
    const settled = bucket.partial ? null : bucket.rate
    const filling = last && buckets.at(-1)?.partial ? bucket.rate : null
    return { at: bucket.atMs, index, bucket, heights, settled, filling }
  })
  const rates = valueTicks(Math.max(0.01, ...buckets.map((bucket) => bucket.rate ?? 0)), 3, false)
  const ticks = timeTicks(
    buckets.map(({ atMs }) => atMs),
    bucketSeconds,
    timeLabels,
    // A label at the very end would be cut by the edge.
  ).filter(({ index }) => (buckets.length - index - 0.5) / buckets.length > 0.3 / timeLabels)
  const tickLabels = new Map(ticks.map((tick) => [buckets[tick.index]?.atMs, tick.label]))
  const shared = { data: rows, syncId: id, syncMethod: 'index' as const, responsive: true }
  const timeAxis = {
    dataKey: 'at',
    ticks: ticks.map(({ index }) => buckets[index]?.atMs ?? 0),
    interval: 0 as const,
    tickLine: false,
    axisLine: { stroke: 'var(--line)' },
  }
  const valueAxis = { width: axisWidth, tickLine: false, axisLine: false, tick: tickStyle, interval: 0 as const }
  const openActive = (event: KeyboardEvent) => {
    const bucket = event.key === 'Enter' ? buckets.find(({ atMs }) => atMs === active.current) : undefined
    if (bucket) onSelect?.(bucket, null)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the chart inside takes the focus and this hears its Enter.
    <div onKeyDown={openActive}>
      <BarChart
        {...shared}
        style={{ width: '100%', height: stackHeight }}
        margin={{ top: 8, right: 0, bottom: roomBelow, left: 0 }}
        barCategoryGap={1}
        title={label}
      >
        <defs>
          {series.map(({ key, color }) => (
            <pattern
              key={key}
              id={`${id}-${key}`}
              width="4"
              height="4"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="2" height="4" fill={color} />
            </pattern>
          ))}
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis {...timeAxis} tick={false} height={1} />
        <YAxis {...valueAxis} ticks={counts} domain={[0, top]} tickFormatter={formatCompact} />
        <Tooltip
          cursor={{ fill: 'var(--bg-active)' }}
          isAnimationActive={false}
          content={({ active: shown, payload }) => (
            <BucketTooltip
              bucket={shown ? (payload[0]?.payload?.bucket ?? null) : null}
              {...{ series, bucketSeconds, nowMs, rate }}
            />
          )}
        />
        {series.map(({ key, label: name, color, quiet }) => (
          <Bar
            key={key}
            name={name}
            dataKey={(row: (typeof rows)[number]) => row.heights[key] ?? 0}
            stackId="count"
            fill={color}
            maxBarSize={40}
            isAnimationActive={false}
            shape={(bar: BarShapeProps) => (
              <Segment {...bar} color={color} quiet={quiet} hatch={`url(#${id}-${key})`} />
            )}
            cursor={onSelect ? 'pointer' : undefined}
            onClick={(bar) => onSelect?.(bar.payload.bucket, key)}
          />
        ))}
        <ActiveBucket onChange={(at) => (active.current = at)} />
      </BarChart>
      <LineChart
        {...shared}
        style={{ width: '100%', height: rateHeight }}
        margin={{ top: 22, right: 0, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          {...timeAxis}
          scale="band"
          tick={tickStyle}
          tickFormatter={(at: number) => tickLabels.get(at) ?? ''}
          height={22}
        />
        <YAxis {...valueAxis} ticks={rates} domain={[0, rates.at(-1) ?? 1]} tickFormatter={formatPercent} />
        <Tooltip cursor={{ stroke: 'var(--line-strong)' }} isAnimationActive={false} content={() => null} />
        <text x={axisWidth} y={12} fontSize={11} fill="var(--fg-muted)">
          {rate.label}
        </text>
        <Line {...rateLine} dataKey="settled" name={rate.label} stroke={rate.color} dot={loneDot(rows, rate.color)} />
        <Line {...rateLine} dataKey="filling" name={rate.label} stroke={rate.color} strokeDasharray="3 3" dot={false} />
      </LineChart>
    </div>
  )
}

const tickStyle = { fill: 'var(--fg-muted)', fontSize: 11 }
const rateLine = { strokeWidth: 1.5, isAnimationActive: false, connectNulls: false, activeDot: false } as const

function Segment(props: BarShapeProps & { color: string; quiet?: boolean; hatch: string }) {
  const { x, y, width, height, payload, color, quiet = false, hatch } = props
  if (height <= 0) return null
  const partial = payload?.bucket?.partial === true
  const box = { x, y, width, height }
  if (partial) return <rect {...box} fill={hatch} fillOpacity={quiet ? 0.5 : 1} />
  if (!quiet) return <rect {...box} fill={color} />
  return (
    <g>
      {/* Mixed, not transparent: gridlines must not show through. */}
      <rect {...box} fill={`color-mix(in oklab, ${color} 28%, var(--bg))`} />
      <rect {...box} height={Math.min(1.5, height)} fill={color} />
    </g>
  )
}

/** A rate between two gaps has no line to be seen by: it gets a dot. */
function loneDot(rows: { settled: number | null }[], color: string) {
  const known = (index: number) => typeof rows[index]?.settled === 'number'
  return ({ cx, cy, index }: DotItemDotProps) => {
    const alone = known(index) && !known(index - 1) && !known(index + 1)
    return <circle key={index} cx={cx} cy={cy} r={alone ? 1.75 : 0} fill={color} />
  }
}

function ActiveBucket({ onChange }: { onChange: (at: number | undefined) => void }) {
  const label = useActiveTooltipLabel()
  onChange(typeof label === 'number' ? label : undefined)
  return null
}
