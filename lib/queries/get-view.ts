import type { View } from '@/lib/contract/views'
import type { Database } from '@/lib/db/client'
import { isStorable } from '@/lib/db/storable'
import { AppError } from '@/lib/errors'
import { builtInViews } from './built-in-views'
import { toView } from './list-views'

/** One view, built in or saved. Throws `not_found` with what that can mean. */
export async function getView(database: Database, appId: string, id: string): Promise<View> {
  const builtIn = builtInViews.find((view) => view.id === id)
  if (builtIn) return builtIn
  // PostgreSQL refuses to look for what it cannot hold.
  const saved = isStorable(id) ? await database.reader.savedView.findFirst({ where: { appId, id } }) : null
  if (saved) return toView(saved)
  throw noSuchView()
}

export function noSuchView(): AppError {
  return new AppError('not_found', 'There is no such view. It was deleted, or it belongs to another app.')
}
