/** One look at a queue. */
export type DepthSample = { atMs: number; visible: number }

const lookBackMs = 15 * 60_000
const shortestTrendMs = 60_000

/**
 * Seconds until a queue is empty at the present pace, or null where it grows, stands still or cannot be told.
 *
 * The pace is the slope of the depth since its peak in the last 15 minutes, which has both arrivals and departures in
 * it: a queue that is worked off as fast as it fills has no drain time. SQS's counts waver, so a fall of less than 5 %
 * (or of 2 messages) is standing still. Where the samples are too few for a slope, the backlog over the rate at which
 * tasks finish stands in for it, as if nothing more arrived.
 *
 * @param samples in order of time
 * @param finishedPerMinute finished tasks of this queue in the index; null where unknown
 */
export function drainEstimate(samples: DepthSample[], finishedPerMinute: number | null): number | null {
  const last = samples.at(-1)
  if (!last) return null
  if (last.visible <= 0) return 0
  const recent = samples.filter(({ atMs }) => atMs >= last.atMs - lookBackMs)
  const first = recent[0] ?? last
  if (recent.length < 3 || last.atMs - first.atMs < shortestTrendMs) {
    return finishedPerMinute !== null && finishedPerMinute > 0 ? (last.visible / finishedPerMinute) * 60 : null
  }
  const peak = recent.reduce((highest, sample) => (sample.visible >= highest.visible ? sample : highest), first)
  const fall = peak.visible - last.visible
  if (last.atMs - peak.atMs < shortestTrendMs || fall <= Math.max(2, peak.visible * 0.05)) return null
  const perSecond = -slopePerSecond(recent.filter(({ atMs }) => atMs >= peak.atMs))
  return perSecond > 0 ? last.visible / perSecond : null
}

/** Least squares, so that one wavering sample does not set the pace. */
function slopePerSecond(samples: DepthSample[]): number {
  const origin = samples[0]?.atMs ?? 0
  const points = samples.map(({ atMs, visible }) => ({ x: (atMs - origin) / 1000, y: visible }))
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  return spread === 0 ? 0 : points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread
}
