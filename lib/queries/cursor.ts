import { z } from 'zod'
import { storableText } from '@/lib/contract/common'
import { type SortKey, sortKeys } from '@/lib/contract/values'
import { AppError } from '@/lib/errors'

/**
 * A place in a sorted list, by value: it holds the sort value and the key of a row, so it still works when that row is
 * forgotten. `next` continues in list order, `prev` goes back towards the start.
 */
export type Cursor = {
  sort: SortKey
  order: 'asc' | 'desc'
  direction: 'next' | 'prev'
  /** Epoch milliseconds, bytes or run-time milliseconds as digits; null for an unknown run time. */
  value: string | null
  key: string
}

const shape = z.tuple([
  z.enum(sortKeys),
  z.enum(['asc', 'desc']),
  z.enum(['next', 'prev']),
  z
    .string()
    .regex(/^-?\d{1,18}$/)
    .nullable(),
  storableText(2000),
])

export function encodeCursor({ sort, order, direction, value, key }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, order, direction, value, key])).toString('base64url')
}

/** Throws `bad_cursor` for text that is no cursor, or one of a list sorted in another way. */
export function decodeCursor(text: string, expected: { sort: SortKey; order: 'asc' | 'desc' }): Cursor {
  const parsed = shape.safeParse(parseOrNull(Buffer.from(text, 'base64url').toString('utf8')))
  if (!parsed.success) {
    throw new AppError('bad_cursor', '"cursor" is not one that this API gave. Start again without it.', {
      details: { field: 'cursor' },
    })
  }
  const [sort, order, direction, value, key] = parsed.data
  if (sort !== expected.sort || order !== expected.order) {
    throw new AppError('bad_cursor', `"cursor" belongs to a list sorted by ${sort} ${order}. Start again without it.`, {
      details: { field: 'cursor' },
    })
  }
  return { sort, order, direction, value, key }
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
