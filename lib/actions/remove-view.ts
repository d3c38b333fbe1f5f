import { activityRow } from '@/lib/db/action-log'
import { isStorable } from '@/lib/db/storable'
import { refuseBuiltIn, type ViewParts } from './view-rules'

/** Removes a saved view and notes it. Doing it twice is no error. Throws `not_supported` for a built-in one. */
export async function removeView({ database, appId, now }: Omit<ViewParts, 'newId'>, id: string): Promise<void> {
  refuseBuiltIn(id)
  if (!isStorable(id)) return
  const atMs = now()
  await database.write(appId, async (tx) => {
    const known = await tx.savedView.findFirst({ where: { appId, id } })
    if (!known) return
    await tx.savedView.delete({ where: { id } })
    const details = { name: known.name, query: known.query }
    const deed = { atMs, actor: 'dashboard', action: 'remove_view', target: id, outcome: 'done', details } as const
    await tx.activity.create({ data: activityRow(appId, deed) })
  })
}
