import { formatBytes } from '@/components/ui/format-bytes'
import type { Storage } from '@/lib/contract/storage'
import { allOf, fieldText } from '@/lib/search/print-search'

const dayMs = 86_400_000

/** Ages in days, each up to the next; the last has no end. */
const bands = [
  { fromDays: 0, label: 'Today' },
  { fromDays: 1, label: '1 to 6 days' },
  { fromDays: 7, label: '7 to 29 days' },
  { fromDays: 30, label: '30 to 89 days' },
  { fromDays: 90, label: '90 days to a year' },
  { fromDays: 365, label: 'Older than a year' },
]

export type AgeBand = {
  label: string
  /** The search that finds them: from the first moment of a UTC day to just before that of another; null: no end. */
  from: string | null
  to: string | null
  objects: number
  bytes: number
}

/** The days as bands of age, youngest first, seen from the UTC day of `at`. Bands after the oldest one filled are left out. */
export function ageBands(ages: Storage['ages'], at: string): AgeBand[] {
  const today = Math.floor(Date.parse(at) / dayMs)
  const filled = bands.map(({ fromDays, label }, index): AgeBand => {
    const toDays = bands[index + 1]?.fromDays ?? Number.POSITIVE_INFINITY
    const inside = ages.filter(({ day }) => {
      // A clock ahead of ours has written "tomorrow".
      const age = Math.max(0, today - Date.parse(day) / dayMs)
      return age >= fromDays && age < toDays
    })
    return {
      label,
      from: Number.isFinite(toDays) ? moment(today - toDays + 1) : null,
      to: fromDays === 0 ? null : moment(today - fromDays + 1),
      objects: inside.reduce((sum, { objects }) => sum + objects, 0),
      bytes: inside.reduce((sum, { bytes }) => sum + bytes, 0),
    }
  })
  return filled.slice(0, filled.findLastIndex(({ objects }) => objects > 0) + 1)
}

function moment(day: number): string {
  return new Date(day * dayMs).toISOString()
}

type Sum = { objects: number; bytes: number; dollarsPerMonth: number | null }

/** What the listed parts leave of the whole; null where they are all of it. */
export function restOf(total: Sum, parts: Sum[]): Sum | null {
  const objects = total.objects - parts.reduce((sum, part) => sum + part.objects, 0)
  if (objects <= 0) return null
  const bytes = Math.max(0, total.bytes - parts.reduce((sum, part) => sum + part.bytes, 0))
  const known = parts.every(({ dollarsPerMonth }) => dollarsPerMonth !== null)
  const dollars = parts.reduce((sum, part) => sum + (part.dollarsPerMonth ?? 0), 0)
  return {
    objects,
    bytes,
    dollarsPerMonth: total.dollarsPerMonth === null || !known ? null : Math.max(0, total.dollarsPerMonth - dollars),
  }
}

/** The longest search the API takes. */
const longestSearch = 1000

/** The search for tasks of all types but these (null: those without a name); null where it would be too long. */
export function otherThan(names: (string | null)[]): string | null {
  const q = allOf(...names.map((name) => (name === null ? '-is:unnamed' : `-${fieldText('type', name)}`)))
  return q.length > longestSearch ? null : q
}

/** What S3 asks of a class beside its price per GB: "128 KB and 30 days at least; GET $0.001 per 1,000, $0.01 a GB read". */
export function classTerms(terms: NonNullable<Storage['classes'][number]['terms']>): string | null {
  const { minimumBytes, minimumDays, getPer1000, retrievalGb } = terms
  const least = [minimumBytes > 0 && `${minimumBytes / 1024} KB`, minimumDays > 0 && `${minimumDays} days`]
    .filter(Boolean)
    .join(' and ')
  const reading =
    getPer1000 && retrievalGb ? `reading ${dollars(getPer1000)} per 1,000, ${dollars(retrievalGb)} a GB` : ''
  return [least && `billed for ${least} at least`, reading].filter(Boolean).join('; ') || null
}

/** A price as price lists write it. */
const dollars = (price: number) => `$${price}`

/** A change of size with its sign: "+3.1 MB", "−200 kB", "0 B". */
export function signedBytes(bytes: number): string {
  const size = formatBytes(Math.abs(bytes))
  if (Math.round(bytes) === 0) return formatBytes(0)
  return `${bytes > 0 ? '+' : '−'}${size}`
}
