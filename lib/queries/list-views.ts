import { sortKeys, windowNames } from '@/lib/contract/values'
import type { View, ViewList } from '@/lib/contract/views'
import type { Database } from '@/lib/db/client'
import type { SavedView } from '@/prisma/generated/sqlite/client'
import { builtInViews } from './built-in-views'

/** Every view of an app: the built-in ones, then those that were saved, by name. */
export async function listViews(database: Database, appId: string): Promise<ViewList> {
  const saved = (await database.reader.savedView.findMany({ where: { appId } })).map(toView)
  // Databases sort by bytes, each in its own way; people do not.
  saved.sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
  return { items: [...builtInViews, ...saved] }
}

/** A stored view as the API says it. What a later version wrote and this one does not know falls back to the default. */
export function toView({ id, name, query, sort, order, window, updatedMs }: SavedView): View {
  return {
    id,
    name,
    query,
    sort: sortKeys.find((known) => known === sort) ?? 'occurredAt',
    order: order === 'asc' ? 'asc' : 'desc',
    window: windowNames.find((known) => known === window) ?? null,
    builtIn: false,
    updatedAt: new Date(Number(updatedMs)).toISOString(),
  }
}
