/**
 * Counts of whole numbers (milliseconds, bytes) in fixed buckets, the same for every histogram, so that histograms of any
 * times and types can be added up. Bucket → count; buckets that hold nothing are absent.
 *
 * Values below 32 have a bucket each. From there every power of two is divided into 16 equal parts, so a bucket is at
 * most 1/16 of its lower bound wide. A percentile is given as the middle of its bucket: it differs from the exact
 * nearest-rank percentile by at most 1/32 of it (3.1 %), and by nothing below 32. Values up to 2^53 are counted.
 */
export type Histogram = ReadonlyMap<number, number>

const parts = 16
const exactBelow = 2 * parts

/** The bucket of a value; negative values and fractions are taken as the whole number below, at least 0. */
export function bucketOf(value: number): number {
  const whole = Math.min(Math.max(0, Math.floor(value)), Number.MAX_SAFE_INTEGER)
  if (whole < exactBelow) return whole
  const exponent = exponentOf(whole)
  // Every power of two has `parts` buckets; the part is told by the bits below the highest one.
  return exactBelow + (exponent - 5) * parts + Math.floor(whole / 2 ** (exponent - 4)) - parts
}

/** The smallest value of a bucket. */
export function lowerBound(bucket: number): number {
  if (bucket < exactBelow) return bucket
  const exponent = 5 + Math.floor((bucket - exactBelow) / parts)
  return (parts + ((bucket - exactBelow) % parts)) * 2 ** (exponent - 4)
}

export function histogramOf(values: Iterable<number>): Histogram {
  const counts = new Map<number, number>()
  for (const value of values) addTo(counts, value)
  return counts
}

/** Counts one more value, in place. */
export function addTo(counts: Map<number, number>, value: number): void {
  const bucket = bucketOf(value)
  counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
}

/** Adds `other` into `counts`, in place. The order of additions makes no difference. */
export function mergeInto(counts: Map<number, number>, other: Histogram): void {
  for (const [bucket, count] of other) counts.set(bucket, (counts.get(bucket) ?? 0) + count)
}

export function countOf(histogram: Histogram): number {
  let sum = 0
  for (const count of histogram.values()) sum += count
  return sum
}

/**
 * The nearest-rank percentiles for shares between 0 and 1, in the unit of the values; null where nothing was counted.
 * `largest`: the exact maximum, where it is known; no percentile is said to be larger.
 */
export function percentiles(histogram: Histogram, shares: readonly number[], largest = Infinity): number[] | null {
  const total = countOf(histogram)
  if (total === 0) return null
  const sorted = [...histogram].sort(([a], [b]) => a - b)
  return shares.map((share) => {
    const rank = Math.min(total, Math.max(1, Math.ceil(share * total)))
    let seen = 0
    for (const [bucket, count] of sorted) {
      seen += count
      if (seen >= rank) return Math.min(middleOf(bucket), largest)
    }
    return largest
  })
}

/** `12:3 40:1`: buckets in ascending order with their counts, base 36; the empty text for an empty histogram. */
export function writeHistogram(histogram: Histogram): string {
  return [...histogram]
    .filter(([, count]) => count !== 0)
    .sort(([a], [b]) => a - b)
    .map(([bucket, count]) => `${bucket.toString(36)}:${count.toString(36)}`)
    .join(' ')
}

/**
 * Reads what writeHistogram wrote, or several of those with a space between them, and adds it into `counts`. Throws on any
 * other text: the index would be damaged. A statistics page reads some 100,000 entries, so the text is read but once.
 */
export function readInto(counts: Map<number, number>, text: string): void {
  if (text === '') return
  let bucket: number | null = null
  let value = 0
  let digits = 0
  for (let at = 0; at <= text.length; at += 1) {
    const code = at === text.length ? space : text.charCodeAt(at)
    const digit = digitOf(code)
    if (digit >= 0) {
      value = value * 36 + digit
      digits += 1
      continue
    }
    const whole = digits > 0 && Number.isSafeInteger(value)
    if (code === colon && whole && bucket === null) bucket = value
    else if (code === space && whole && bucket !== null) {
      counts.set(bucket, (counts.get(bucket) ?? 0) + value)
      bucket = null
    } else throw new Error(`Not a histogram: ${text.slice(0, 60)}`)
    value = 0
    digits = 0
  }
}

const space = 32
const colon = 58

/** A digit in base 36, as toString writes it; -1 for anything else. */
function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 122 ? code - 87 : -1
}

export function readHistogram(text: string): Histogram {
  const counts = new Map<number, number>()
  readInto(counts, text)
  return counts
}

function middleOf(bucket: number): number {
  const lower = lowerBound(bucket)
  return bucket < exactBelow ? lower : (lower + lowerBound(bucket + 1) - 1) / 2
}

/** Of the highest bit. Math.log2 alone is off by one just below large powers of two. */
function exponentOf(whole: number): number {
  const exponent = Math.floor(Math.log2(whole))
  if (2 ** exponent > whole) return exponent - 1
  return 2 ** (exponent + 1) <= whole ? exponent + 1 : exponent
}
