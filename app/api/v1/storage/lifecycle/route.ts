import { applyLifecycle } from '@/lib/actions/apply-lifecycle'
import { parseBody, parseQuery } from '@/lib/api/query'
import { json, mutate, read } from '@/lib/api/route'
import { lifecycleQuery, lifecycleRequest } from '@/lib/contract/storage'
import { getLifecycle } from '@/lib/queries/get-lifecycle'

export const GET = read(async ({ url, runtime, app }) => {
  const { days } = parseQuery(url, lifecycleQuery)
  const { bucket, keyPrefix } = app.config.store
  return json(await getLifecycle({ store: app.store, bucket, keyPrefix, readOnly: runtime.config.readOnly }, days))
})

export const POST = mutate({ action: 'apply_lifecycle' }, async ({ request, app, attempt }) => {
  const asked = await parseBody(request, lifecycleRequest)
  Object.assign(attempt, { target: app.config.store.bucket, details: { days: asked.days } })
  return json(await applyLifecycle(app.actions, app.config.store.bucket, asked, request.signal))
})
