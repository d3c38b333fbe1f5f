import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { groupQuery } from '@/lib/contract/workflows'
import { getGroup } from '@/lib/queries/get-group'

export const GET = read<{ groupId: string }>(async ({ url, params, runtime, app }) => {
  const { parent } = parseQuery(url, groupQuery)
  return json(await getGroup(runtime.database, app.config.id, params.groupId, parent))
})
