import type { Operator, SearchTerm } from './syntax-tree'

export type ReadTerm = { kind: 'term'; term: SearchTerm } | { kind: 'mistake'; message: string }

const sizes: Record<string, number> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
}
const times: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

export const examples = {
  size: 'size:>1MB',
  runtime: 'runtime:>30s',
  retries: 'retries:>0',
  finished: 'finished:<2h or finished:>=2026-11-20',
}

/** `>1MB` → operator and the rest. Without one, numbers are meant exactly. */
function splitOperator(text: string): { operator: Operator; rest: string } {
  const [operator = ''] = /^(?:>=|<=|>|<|=)?/.exec(text) ?? []
  const rest = text.slice(operator.length)
  switch (operator) {
    case '>':
    case '>=':
    case '<':
    case '<=':
      return { operator, rest }
    default:
      return { operator: '=', rest }
  }
}

export function readNumber(key: 'size' | 'runtime' | 'retries', text: string): ReadTerm {
  const { operator, rest } = splitOperator(text)
  const [, digits, unit = ''] = /^(\d{1,16}(?:\.\d{1,9})?)([A-Za-z]{0,3})$/.exec(rest) ?? []
  const factor = digits === undefined ? undefined : factorOf(key, unit.toLowerCase())
  if (factor === undefined) {
    const units = { size: 'B, kB, MB, GB, KiB, MiB or GiB', runtime: 'ms, s, m, h or d', retries: 'no unit' }[key]
    return { kind: 'mistake', message: `Write a number with ${units}, such as ${examples[key]}.` }
  }
  // Nine decimals: what printing a search gives back.
  const value = Math.min(Number((Number(digits) * factor).toFixed(9)), Number.MAX_SAFE_INTEGER)
  return { kind: 'term', term: { key, operator, value } }
}

function factorOf(key: 'size' | 'runtime' | 'retries', unit: string): number | undefined {
  if (key === 'size') return Object.hasOwn(sizes, unit) ? sizes[unit] : undefined
  if (key === 'retries') return unit === '' ? 1 : undefined
  if (unit === '') return 1
  return Object.hasOwn(times, unit) ? times[unit] : undefined
}

/** Beyond the year 9999 dates have another form. */
const endOfTime = Date.UTC(10_000, 0)
const day = /^\d{4}-\d{2}-\d{2}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?$/i

/**
 * `<2h` is an age; a date or a time is UTC unless it says otherwise. A date or `today` alone means that whole day, which
 * takes two terms.
 */
export function readFinished(text: string): ReadTerm | { kind: 'day'; date: string } | { kind: 'today' } {
  const { operator, rest } = splitOperator(text)
  const hasOperator = rest.length < text.length
  if (rest.toLowerCase() === 'today' && !hasOperator) return { kind: 'today' }
  const [, digits, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)([A-Za-z]{1,2})$/.exec(rest) ?? []
  const factor = Object.hasOwn(times, unit.toLowerCase()) ? times[unit.toLowerCase()] : undefined
  if (digits !== undefined && factor !== undefined) {
    const at = { kind: 'age', seconds: Number((Number(digits) * factor).toFixed(9)) } as const
    // "finished:2h" alone is read as "in the last two hours": exactly two hours ago is never meant.
    return { kind: 'term', term: { key: 'finished', operator: operator === '=' ? '<=' : operator, at } }
  }
  const atMs = (day.test(rest) || moment.test(rest)) && isDay(rest) ? timeOf(rest) : Number.NaN
  if (Number.isNaN(atMs) || atMs < 0 || atMs >= endOfTime) {
    return { kind: 'mistake', message: `Write an age, a date or a time in UTC, such as ${examples.finished}.` }
  }
  if (day.test(rest) && !hasOperator) return { kind: 'day', date: rest }
  return { kind: 'term', term: { key: 'finished', operator, at: { kind: 'time', atMs } } }
}

/** JavaScript takes the 30th of February for the 2nd of March. */
function isDay(text: string): boolean {
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 10))
}

/** JavaScript takes a time without zone for local time; here everything is UTC. */
function timeOf(text: string): number {
  return Date.parse(day.test(text) || /(?:Z|[+-]\d{2}:\d{2})$/i.test(text) ? text : `${text}Z`)
}
