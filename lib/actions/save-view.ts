import type { View, ViewRequest } from '@/lib/contract/views'
import { activityRow } from '@/lib/db/action-log'
import { AppError } from '@/lib/errors'
import { toView } from '@/lib/queries/list-views'
import { checkName, checkView, mostViews, type ViewParts } from './view-rules'

/**
 * Saves a search under a name and notes it. Throws `bad_search`, `bad_request`, and `conflict` where the name is taken
 * (upper and lower case count as one) or there are 200 views already.
 */
export async function saveView({ database, appId, now, newId }: ViewParts, request: ViewRequest): Promise<View> {
  const view = checkView(request)
  const id = newId()
  const atMs = now()
  const row = { id, appId, ...view, createdMs: BigInt(atMs), updatedMs: BigInt(atMs) }
  await database.write(appId, async (tx) => {
    const saved = await checkName(tx, appId, view.name, null)
    if (saved.length >= mostViews) {
      const message = `${mostViews} views are saved, and that is as many as there can be. Delete one that nobody needs.`
      throw new AppError('conflict', message, { details: { limit: mostViews } })
    }
    await tx.savedView.create({ data: row })
    const details = { name: view.name }
    const deed = { atMs, actor: 'dashboard', action: 'save_view', target: id, outcome: 'done', details } as const
    await tx.activity.create({ data: activityRow(appId, deed) })
  })
  return toView(row)
}
