import type { Answer } from './dashboard'

export function taskPath(id: string): string {
  return `/tasks/${encodeURIComponent(id)}`
}

/** Status and code of a refusal. */
export function errorOf({ status, text }: Answer): [number, string] {
  return [status, JSON.parse(text).error.code]
}

/** The body of a 201. */
export function accepted({ status, text }: Answer): unknown {
  if (status !== 201) throw new Error(`Expected 201, not ${status}: ${text}`)
  return JSON.parse(text)
}

export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}.`)
  return value
}
