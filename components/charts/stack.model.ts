import type { ChartSeries, CountBucket } from './series'

const mostSeries = 5
export const otherKey = 'other'

/**
 * At most five series: the first four in the order given that have any count, and the rest summed as "other". Series
 * that never count are left out.
 */
export function foldSeries(
  series: ChartSeries[],
  buckets: CountBucket[],
  rest: Omit<ChartSeries, 'key'>,
): { series: ChartSeries[]; buckets: CountBucket[]; rest: string[] } {
  const used = series.filter(({ key }) => buckets.some(({ values }) => (values[key] ?? 0) > 0))
  if (used.length <= mostSeries) return { series: used, buckets, rest: [] }
  const kept = used.slice(0, mostSeries - 1)
  const folded = used.slice(mostSeries - 1).map(({ key }) => key)
  return {
    series: [...kept, { key: otherKey, ...rest }],
    buckets: buckets.map((bucket) => ({
      ...bucket,
      values: { ...bucket.values, [otherKey]: folded.reduce((sum, key) => sum + (bucket.values[key] ?? 0), 0) },
    })),
    rest: folded,
  }
}

export type Segment = { key: string; from: number; to: number }

/**
 * One bucket as segments from zero up. A count above zero gets at least `least` (in units of the axis), taken from the
 * largest segment, so that one failure among thousands of successes is seen and the whole keeps its height.
 */
export function stackSegments(values: Record<string, number>, keys: string[], least: number): Segment[] {
  const counts = keys.map((key) => ({ key, size: values[key] ?? 0 })).filter(({ size }) => size > 0)
  const largest = counts.reduce((a, b) => (b.size > a.size ? b : a), { key: '', size: 0 })
  let borrowed = 0
  const grown = counts.map(({ key, size }) => {
    const lent = key === largest.key ? 0 : Math.max(0, least - size)
    borrowed += lent
    return { key, size: size + lent }
  })
  let top = 0
  return grown.map(({ key, size }) => {
    const from = top
    // Where the largest has nothing to give, the bar grows by some pixels: better than hiding a failure.
    top += key === largest.key ? Math.max(Math.min(size, least), size - borrowed) : size
    return { key, from, to: top }
  })
}

/** The sum of all series in the fullest bucket. */
export function greatestTotal(buckets: CountBucket[], keys: string[]): number {
  return Math.max(0, ...buckets.map(({ values }) => keys.reduce((sum, key) => sum + (values[key] ?? 0), 0)))
}
