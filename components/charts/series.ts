import type { ReactNode } from 'react'

/** One thing drawn: the same colour and mark for the same thing on every page. `color` is a CSS colour. */
export type ChartSeries = {
  key: string
  label: string
  color: string
  /** Shape that tells the series apart without colour. */
  mark?: ReactNode
  /** What is usual: drawn pale under a line, so that the rest stands out. */
  quiet?: boolean
}

/** What was counted between `atMs` and the next bucket. A key that is missing counts as zero. */
export type CountBucket = {
  atMs: number
  values: Record<string, number>
  /** Still filling: drawn hatched. */
  partial: boolean
  /** A second figure on the same time axis, 0 to 1; null is a gap. */
  rate: number | null
}

/** A reading at a moment; null is a gap. */
export type Reading = { atMs: number; value: number | null }
