export type StatsWindow = '1h' | '24h' | '7d' | '30d' | '90d'

const minute = 60
const hour = 3600
const day = 86_400

/** Widths that roll-ups exist in. */
export type RollupSeconds = 60 | 3600 | 86_400

/**
 * What each window is drawn in. `sourceSeconds` is the roll-up to read (60, 3600 and 86400 exist); `bucketSeconds` a
 * multiple of it. Buckets begin at multiples of their width since the epoch, so days are UTC days.
 */
const plans: Record<StatsWindow, { seconds: number; bucketSeconds: number; sourceSeconds: RollupSeconds }> = {
  '1h': { seconds: hour, bucketSeconds: minute, sourceSeconds: 60 },
  '24h': { seconds: day, bucketSeconds: hour, sourceSeconds: 3600 },
  '7d': { seconds: 7 * day, bucketSeconds: 6 * hour, sourceSeconds: 3600 },
  '30d': { seconds: 30 * day, bucketSeconds: day, sourceSeconds: day },
  '90d': { seconds: 90 * day, bucketSeconds: day, sourceSeconds: day },
}

/** Times are epoch milliseconds. The window is `fromMs <= t < toMs`; the one before it `previousFromMs <= t < fromMs`. */
export type BucketPlan = {
  bucketSeconds: number
  sourceSeconds: RollupSeconds
  fromMs: number
  toMs: number
  previousFromMs: number
  starts: number[]
}

/**
 * The buckets of a window that ends now. It begins at the bucket that holds `now - window`, so it is never shorter than
 * its name and every bucket is whole, except the last, which is still filling.
 */
export function planBuckets(window: StatsWindow, nowMs: number): BucketPlan {
  const { seconds, bucketSeconds, sourceSeconds } = plans[window]
  const width = bucketSeconds * 1000
  const fromMs = floorTo(nowMs - seconds * 1000, width)
  const count = Math.floor((nowMs - fromMs) / width) + 1
  return {
    bucketSeconds,
    sourceSeconds,
    fromMs,
    toMs: nowMs,
    // As long as the window itself, rounded to what the roll-up can tell apart.
    previousFromMs: floorTo(fromMs - (nowMs - fromMs), sourceSeconds * 1000),
    starts: Array.from({ length: count }, (_, index) => fromMs + index * width),
  }
}

export type StateCount = { state: string; count: number }
export type StateBucket = { atMs: number; counts: StateCount[]; partial: boolean }

/**
 * Puts roll-up rows into the buckets of a plan: one entry a bucket, empty ones included, states in alphabetical order.
 * Rows outside the window are left out.
 */
export function fillBuckets(
  plan: BucketPlan,
  rows: { startMs: number; state: string; count: number }[],
): StateBucket[] {
  const width = plan.bucketSeconds * 1000
  const sums = plan.starts.map(() => new Map<string, number>())
  for (const { startMs, state, count } of rows) {
    const sum = sums[Math.floor((startMs - plan.fromMs) / width)]
    if (sum) sum.set(state, (sum.get(state) ?? 0) + count)
  }
  return plan.starts.map((atMs, index) => ({
    atMs,
    counts: sortedCounts(sums[index] ?? new Map()),
    partial: index === plan.starts.length - 1,
  }))
}

function sortedCounts(sum: Map<string, number>): StateCount[] {
  return [...sum]
    .map(([state, count]) => ({ state, count }))
    .sort((a, b) => (a.state < b.state ? -1 : a.state > b.state ? 1 : 0))
}

function floorTo(ms: number, widthMs: number): number {
  return Math.floor(ms / widthMs) * widthMs
}
