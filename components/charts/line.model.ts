import type { Reading } from './series'

/**
 * Splits readings into runs to be drawn as lines: a null, or a silence three times as long as usual, is a gap and not a
 * line across it.
 */
export function lineRuns(readings: Reading[]): { atMs: number; value: number }[][] {
  const limit = usualGapMs(readings) * 3
  const runs: { atMs: number; value: number }[][] = []
  let run: { atMs: number; value: number }[] = []
  for (const { atMs, value } of readings) {
    const last = run.at(-1)
    if (last && (value === null || atMs - last.atMs > limit)) {
      runs.push(run)
      run = []
    }
    if (value !== null) run.push({ atMs, value })
  }
  if (run.length) runs.push(run)
  return runs
}

/** The median time between readings. */
export function usualGapMs(readings: { atMs: number }[]): number {
  const gaps = readings.slice(1).map(({ atMs }, index) => atMs - (readings[index]?.atMs ?? atMs))
  gaps.sort((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)] ?? Number.POSITIVE_INFINITY
}

/**
 * An SVG path of runs in a box `width` by `height`, zero at the bottom. A run of one reading becomes a dot: a line of no
 * length with round caps.
 */
export function linePath(
  runs: { atMs: number; value: number }[][],
  box: { fromMs: number; toMs: number; max: number; width: number; height: number },
): string {
  const x = (atMs: number) => round(((atMs - box.fromMs) / Math.max(1, box.toMs - box.fromMs)) * box.width)
  const y = (value: number) => round(box.height - (value / Math.max(1, box.max)) * box.height)
  return runs
    .map((run) => {
      const points = run.map(({ atMs, value }) => `${x(atMs)},${y(value)}`)
      return points.length === 1 ? `M${points[0]}h0` : `M${points.join('L')}`
    })
    .join('')
}

/** The reading nearest to a moment; null where there is none with a value. */
export function nearestReading(readings: Reading[], atMs: number): { atMs: number; value: number } | null {
  let nearest: { atMs: number; value: number } | null = null
  for (const { atMs: at, value } of readings) {
    if (value === null) continue
    if (nearest === null || Math.abs(at - atMs) < Math.abs(nearest.atMs - atMs)) nearest = { atMs: at, value }
  }
  return nearest
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/**
 * Moves labels apart that would lie on each other: at least `gap` between them, in their order, inside 0 to `height`.
 * Positions are centres, in pixels from the top, and come back in the order given.
 */
export function spreadLabels(wanted: number[], gap: number, height: number): number[] {
  const order = wanted.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at)
  let below = Number.NEGATIVE_INFINITY
  const placed = order.map(({ at }) => {
    below = Math.max(at, below + gap)
    return below
  })
  // What was pushed out at the bottom pushes back upwards.
  let above = height
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    placed[index] = Math.min(placed[index] ?? 0, above)
    above = (placed[index] ?? 0) - gap
  }
  const spread = new Array<number>(wanted.length).fill(0)
  order.forEach(({ index }, place) => {
    spread[index] = placed[place] ?? 0
  })
  return spread
}
