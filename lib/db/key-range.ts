import { compareKeys } from '@/lib/celery/key-order'
import type { IndexRange } from '@/lib/sync/index-port'

/** A range of keys in byte order, as bounds that an index can seek to: `after < key`, `from <= key`, … */
export type KeyBounds = { after: string | null; from: string | null; before: string | null; upTo: string | null }

export function keyBounds(range: IndexRange): KeyBounds {
  const prefix = range.prefix
  const after = range.after === undefined ? undefined : beforeNull(range.after)
  const upTo = range.upTo === undefined ? undefined : beforeNull(range.upTo)
  const startsAfter = after !== undefined && compareKeys(after, prefix) >= 0
  const end = prefixEnd(prefix)
  const endsUpTo = upTo !== undefined && (end === null || compareKeys(upTo, end) < 0)
  return {
    after: startsAfter ? after : null,
    from: startsAfter ? null : prefix,
    before: endsUpTo ? null : end,
    upTo: endsUpTo ? upTo : null,
  }
}

/**
 * The first text behind all that begin with `prefix`, in byte order (which is the order of code points); null where
 * there is none.
 */
export function prefixEnd(prefix: string): string | null {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0)
  while (points.at(-1) === 0x10ffff) points.pop()
  const last = points.pop()
  if (last === undefined) return null
  // The surrogates between are no characters of their own.
  points.push(last === 0xd7ff ? 0xe000 : last + 1)
  return String.fromCodePoint(...points)
}

/** No stored key has U+0000 in it (see storable.ts), so this bound says the same and PostgreSQL takes it. */
function beforeNull(bound: string): string {
  const [start = ''] = bound.split('\0')
  return start
}
