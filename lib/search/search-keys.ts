import { textKeys } from './syntax-tree'

const aliases: Record<string, string> = {
  name: 'type',
  task: 'type',
  exception: 'exc',
  status: 'state',
  fingerprint: 'failure',
}
export const searchKeys = [...textKeys, 'size', 'runtime', 'retries', 'finished', 'is'] as const

export type SearchKey = (typeof searchKeys)[number]

/** The key that is meant by what stands before a colon, other names of it included; null for anything else. */
export function keyOf(text: string): SearchKey | null {
  const lower = text.toLowerCase()
  const name = Object.hasOwn(aliases, lower) ? aliases[lower] : lower
  return searchKeys.find((key) => key === name) ?? null
}

/** A search by the key, to show what a value of it looks like. */
export function exampleOf(key: SearchKey): string {
  const given = { state: 'state:FAILURE', type: 'type:app.mail.*', size: 'size:>1MB', runtime: 'runtime:>30s' }
  const more = { retries: 'retries:>0', finished: 'finished:<2h', is: 'is:unfinished', exc: 'exc:Timeout*' }
  const known: Partial<Record<SearchKey, string>> = { ...given, ...more }
  return known[key] ?? `${key}:something`
}

/** What to say of a key that is none: the nearest one, or all. */
export function unknownKey(text: string): string {
  const near = searchKeys.find((key) => distanceIsOne(key, text.toLowerCase()))
  const advice = near ? `Did you mean "${near}:"?` : `Keys are ${searchKeys.join(', ')}.`
  return `There is no key "${text}". ${advice} To search for the text itself, put it in quotes.`
}

/** One letter more, less or other, or one text is the beginning of the other. */
function distanceIsOne(a: string, b: string): boolean {
  if (b.length > 2 && (a.startsWith(b) || b.startsWith(a))) return true
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at += 1
  return [
    a.slice(at + 1) === b.slice(at + 1),
    a.slice(at + 1) === b.slice(at),
    a.slice(at) === b.slice(at + 1),
  ].includes(true)
}
