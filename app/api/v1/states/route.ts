import { listSubject } from '@/lib/api/list-subject'
import { parseQuery } from '@/lib/api/query'
import { json, read } from '@/lib/api/route'
import { taskFilter } from '@/lib/contract/tasks'
import { countByState } from '@/lib/queries/count-tasks'

/** Counts for the tabs: every state, so a `state` filter is taken but does not narrow the answer. */
export const GET = read(async ({ url, runtime, app }) => {
  const filter = { ...parseQuery(url, taskFilter), state: [] }
  return json(await countByState(runtime.database, listSubject(runtime, app), filter))
})
