const minuteMs = 60_000
const dayMs = 86_400_000
/** Minute roll-ups are for the last hours' charts; older completions are counted by the hour and the day only. */
const minutesKeptMs = 3 * dayMs

/** Seconds. */
export const rollupWidths = [60, 3600, 86_400] as const
export type RollupWidth = (typeof rollupWidths)[number]

/** Twice the longest window that is drawn by the hour, and the day it begins in. */
const hoursKeptMs = 15 * dayMs

/**
 * The buckets that something counts in which happened at `occurredMs` and is counted at `atMs`. Days are UTC days.
 * `hours`: whether hours are counted for ever, or for 15 days.
 */
export function bucketsOf(
  occurredMs: number,
  atMs: number,
  hours: 'always' | 'recent',
): { widthSeconds: RollupWidth; startMs: number }[] {
  const buckets: { widthSeconds: RollupWidth; startMs: number }[] = [
    { widthSeconds: 86_400, startMs: floorTo(occurredMs, dayMs) },
  ]
  if (hours === 'always' || occurredMs >= atMs - hoursKeptMs) {
    buckets.push({ widthSeconds: 3600, startMs: floorTo(occurredMs, 60 * minuteMs) })
  }
  if (occurredMs >= atMs - minutesKeptMs) {
    buckets.push({ widthSeconds: 60, startMs: floorTo(occurredMs, minuteMs) })
  }
  return buckets
}

export function floorTo(ms: number, widthMs: number): number {
  return Math.floor(ms / widthMs) * widthMs
}
