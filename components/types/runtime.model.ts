import type { DepthRow } from '@/components/charts/depth-plot'
import type { TypeDetail } from '@/lib/contract/types'

/** Milliseconds by bucket; a bucket in which no run time is known is a gap. */
export function runtimeRows(series: TypeDetail['series']): DepthRow[] {
  return series.map(({ at, runtime }): DepthRow => {
    const atMs = Date.parse(at)
    if (runtime === null) return { atMs, values: {} }
    const { p50, p95, p99 } = runtime
    return { atMs, values: { p50: p50 * 1000, p95: p95 * 1000, p99: p99 * 1000 } }
  })
}
