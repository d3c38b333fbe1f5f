/** Gridlines of a zero-based axis: 0 up to a round number at or above `max`, in at most `most` equal steps. */
export function valueTicks(max: number, most = 5, whole = true): number[] {
  if (!(max > 0)) return [0, 1]
  const magnitude = 10 ** Math.floor(Math.log10(max / most))
  const steps = [1, 2, 5, 10, 20].map((factor) => factor * magnitude)
  const fits = (step: number) => Math.ceil(max / step - 1e-9) <= most && (!whole || Number.isInteger(step))
  const step = steps.find(fits) ?? Math.max(1, max)
  const count = Math.ceil(max / step - 1e-9)
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

export type TimeTick = { index: number; label: string }

const minute = 60
const hour = 3600
const day = 86_400
const tickSteps = [
  minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
]
const daySteps = [day, 2 * day, 5 * day, 7 * day, 14 * day]

/**
 * Which buckets get a label: the first of each full step of the reader's clock, at most `most` of them. Midnight carries
 * the date. Buckets of a day are UTC days and labelled so, whatever the reader's zone.
 */
export function timeTicks(starts: number[], bucketSeconds: number, most: number): TimeTick[] {
  const utc = bucketSeconds >= day
  const span = starts.length * bucketSeconds
  const step = [...tickSteps, ...daySteps].find((seconds) => seconds >= bucketSeconds && span / seconds <= most) ?? span
  const ticks: TimeTick[] = []
  let before: number | undefined
  let dayBefore: number | undefined
  starts.forEach((startMs, index) => {
    const local = startMs / 1000 - (utc ? 0 : new Date(startMs).getTimezoneOffset() * minute)
    const block = Math.floor(local / step)
    const today = Math.floor(local / day)
    // The first bucket has no label of its own unless it begins a step: a label there says nothing round.
    const begins = before === undefined ? local % step < bucketSeconds : block !== before
    if (begins) {
      const dated = step >= day || (dayBefore !== undefined && today !== dayBefore)
      ticks.push({ index, label: dated ? dayLabel(startMs, utc) : clock(startMs) })
      dayBefore = today
    } else {
      dayBefore ??= today
    }
    before = block
  })
  return ticks
}

/** "21 Nov 12:00–13:00" in the reader's zone; "21 Nov (UTC)" for a bucket of a day. */
export function bucketLabel(atMs: number, bucketSeconds: number, nowMs?: number): string {
  if (bucketSeconds >= day) return `${dayLabel(atMs, true)} (UTC)`
  const endMs = Math.min(atMs + bucketSeconds * 1000, nowMs ?? Number.POSITIVE_INFINITY)
  return `${dayLabel(atMs, false)} ${clock(atMs)}–${clock(endMs)}`
}

/** "21 Nov 12:03", in the reader's zone. */
export function momentLabel(atMs: number): string {
  return `${dayLabel(atMs, false)} ${clock(atMs)}`
}

/** "1 min", "6 h", "1 day": the width of a bucket in words. */
export function widthLabel(seconds: number): string {
  if (seconds >= day) return seconds === day ? 'day' : `${seconds / day} days`
  if (seconds >= hour) return seconds === hour ? 'hour' : `${seconds / hour} h`
  return seconds === minute ? 'minute' : `${Math.round(seconds / minute)} min`
}

function clock(ms: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(ms)
}

function dayLabel(ms: number, utc: boolean): string {
  const zone = utc ? { timeZone: 'UTC' } : {}
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...zone }).format(ms)
}
