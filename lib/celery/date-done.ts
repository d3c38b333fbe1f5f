import { asTyped, type PyValue } from './py-value'

export type DateDone = {
  /** Epoch milliseconds; null where the text is no date. */
  ms: number | null
  /** As stored, with its microseconds and offset. */
  text: string
}

const isoPattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d(?::?\d\d(?:\.\d+)?)?)?)?$/

/** An offset may lead out of the years Python has, and ISO texts of year 10000 look different. */
const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * Reads `date_done` in all its forms: absent or null (before Celery 4.3, unfinished states), text with or without
 * fraction and offset, and the datetime object that 4.3 left to pickle, YAML and kombu's JSON. No offset means UTC
 * (docs/celery-wire-format.md, B.2). null for what is neither text nor a datetime.
 */
export function readDateDone(value: PyValue | undefined): DateDone | null {
  if (!value) return null
  const typed = asTyped(value)
  const text = typed?.type === 'datetime' ? typed.value : value
  return text.kind === 'string' ? { ms: parseDateTime(text.value), text: text.value } : null
}

/**
 * Epoch milliseconds of Python's ISO form, microseconds cut off; without an offset it is UTC. null: no such date, or outside
 * the years 1 to 9999 in UTC.
 */
export function parseDateTime(text: string): number | null {
  const match = isoPattern.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return null
  const date = new Date(0)
  // Date.UTC takes years below 100 for the twentieth century.
  date.setUTCFullYear(year, month - 1, day)
  if (year < 1 || day < 1 || date.getUTCDate() !== day) return null
  date.setUTCHours(hour, minute, second, Number((match[7] ?? '').padEnd(3, '0').slice(0, 3)))
  const offset = offsetSeconds(match[8] ?? 'Z')
  if (offset === null) return null
  const ms = date.getTime() - Math.round(offset * 1000)
  return ms < earliest || ms > latest ? null : ms
}

function offsetSeconds(text: string): number | null {
  if (text === 'Z') return 0
  const [hours = 0, minutes = 0, seconds = 0] = (text.slice(1).match(/\d\d(?:\.\d+)?/g) ?? []).map(Number)
  if (hours > 23 || minutes > 59 || seconds >= 60) return null
  const total = hours * 3600 + minutes * 60 + seconds
  return text.startsWith('-') ? -total : total
}
