import type { View, ViewRequest } from '@/lib/contract/views'
import { activityRow } from '@/lib/db/action-log'
import { isStorable } from '@/lib/db/storable'
import { noSuchView } from '@/lib/queries/get-view'
import { toView } from '@/lib/queries/list-views'
import { checkName, checkView, refuseBuiltIn, type ViewParts } from './view-rules'

/**
 * Gives a saved view another search or name, and notes it. Throws `not_found`, `not_supported` for a built-in one, and
 * what saveView throws of a request.
 */
export async function changeView(
  { database, appId, now }: Omit<ViewParts, 'newId'>,
  id: string,
  request: ViewRequest,
): Promise<View> {
  refuseBuiltIn(id)
  if (!isStorable(id)) throw noSuchView()
  const view = checkView(request)
  const atMs = now()
  const row = await database.write(appId, async (tx) => {
    const known = await tx.savedView.findFirst({ where: { appId, id } })
    if (!known) throw noSuchView()
    await checkName(tx, appId, view.name, id)
    const details = { name: view.name, formerName: known.name }
    const deed = { atMs, actor: 'dashboard', action: 'change_view', target: id, outcome: 'done', details } as const
    await tx.activity.create({ data: activityRow(appId, deed) })
    return tx.savedView.update({ where: { id }, data: { ...view, updatedMs: BigInt(atMs) } })
  })
  return toView(row)
}
