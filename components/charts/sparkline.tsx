'use client'

import { type PointerEvent, useState } from 'react'
import { formatNumber } from '@/components/ui/format-number'
import { momentLabel } from './axis.model'
import { linePath, lineRuns, nearestReading } from './line.model'
import type { Reading } from './series'

type Props = {
  readings: Reading[]
  fromMs: number
  toMs: number
  /** What a full height means; the greatest reading where it is not given. */
  max?: number
  width?: number
  height?: number
  color?: string
  /** The picture in words: "Depth over 24 h: 12 now, at most 340". */
  label: string
  /** Said before the number under the pointer: "≈". */
  prefix?: string
}

/** A small line without axes, zero-based, gaps left open. The pointer reads a value and its time. */
export function Sparkline({ readings, fromMs, toMs, label, prefix = '', ...look }: Props) {
  const { width = 120, height = 24, color = 'var(--fg-muted)' } = look
  const [hover, setHover] = useState<{ atMs: number; value: number } | null>(null)
  const max = look.max ?? Math.max(1, ...readings.map(({ value }) => value ?? 0))
  // Room for half the stroke, so that neither the top nor zero is cut.
  const box = { fromMs, toMs, max, width, height: height - 3 }
  const runs = lineRuns(readings)
  const line = linePath(runs, box)
  const onMove = (event: PointerEvent<SVGSVGElement>) => {
    const bounds = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - bounds.left) / bounds.width
    setHover(nearestReading(readings, fromMs + share * (toMs - fromMs)))
  }
  return (
    <span className="relative inline-block align-middle" style={{ width, height }}>
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={height}
        className="block overflow-visible"
        onPointerMove={onMove}
        onPointerLeave={() => setHover(null)}
      >
        <rect width={width} height={height} fill="transparent" />
        <g transform="translate(0 1.5)">
          <path d={`M0,${box.height}H${width}`} stroke="var(--line)" />
          <path d={line} fill="none" stroke={color} strokeWidth={1.25} strokeLinejoin="round" strokeLinecap="round" />
          {hover ? <circle {...spot(hover, box)} r={2.5} fill={color} /> : null}
        </g>
      </svg>
      {hover ? (
        <span className="pointer-events-none absolute right-0 bottom-full z-10 mb-1 whitespace-nowrap rounded border border-line bg-raised px-2 py-0.5 text-[12px] leading-[18px] shadow-float">
          <span className="text-muted">{momentLabel(hover.atMs)}</span> {prefix}
          {formatNumber(hover.value)}
        </span>
      ) : null}
    </span>
  )
}

function spot(at: { atMs: number; value: number }, box: Parameters<typeof linePath>[1]) {
  const cx = ((at.atMs - box.fromMs) / Math.max(1, box.toMs - box.fromMs)) * box.width
  return { cx, cy: box.height - (at.value / Math.max(1, box.max)) * box.height }
}
