import { z } from 'zod'
import { filterText, isoTime, storableText, windowName } from './common'
import { sortKeys } from './values'

const what = {
  /** In the language of docs/search.md; empty for everything. */
  query: storableText(1000),
  sort: z.enum(sortKeys),
  order: z.enum(['asc', 'desc']),
  /** null: all time. */
  window: windowName.nullable(),
}

/** A search with a name. Built-in ones have ids that begin with `builtin-` and cannot be changed. */
export const view = z.object({
  id: z.string(),
  name: z.string(),
  ...what,
  builtIn: z.boolean(),
  updatedAt: isoTime.nullable(),
})
export type View = z.infer<typeof view>

export const viewList = z.object({ items: z.array(view) })
export type ViewList = z.infer<typeof viewList>

export const viewRequest = z.strictObject({ name: filterText(80), ...what })
export type ViewRequest = z.infer<typeof viewRequest>
