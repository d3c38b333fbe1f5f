import { changeFailure } from '@/lib/actions/change-failure'
import { parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { failureChange } from '@/lib/contract/failures'
import { windowQuery } from '@/lib/contract/types'
import { getFailure } from '@/lib/queries/get-failure'

type Params = { fingerprint: string }

export const GET = read<Params>(async ({ url, params, runtime, app }) => {
  const { window } = parseQuery(url, windowQuery)
  return json(await getFailure(runtime.database, app.config.id, params.fingerprint, window, runtime.now()))
})

/** Resolves, ignores or reopens a group. */
export const PATCH = mutate<Params>(
  { action: 'change_failure', target: ({ fingerprint }) => fingerprint },
  async (route) => {
    const { request, params, runtime, app, attempt } = route
    const { status } = await parseBody(request, failureChange)
    attempt.details = { status }
    const parts = { database: runtime.database, appId: app.config.id, log: app.actions.log, now: runtime.now }
    await changeFailure(parts, params.fingerprint, status)
    return new Response(null, { status: 204 })
  },
)
