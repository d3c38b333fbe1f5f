import { appQuery, parseQuery } from '@/lib/api/query'
import { json, mutate, type RouteContext, read } from '@/lib/api/route'
import { getSyncStatus } from '@/lib/queries/get-sync-status'

type Context = RouteContext<Record<string, never>>

async function status({ runtime, app }: Context, httpStatus: number): Promise<Response> {
  const subject = {
    appId: app.config.id,
    index: app.index,
    region: app.store.region,
    sync: runtime.config.sync,
    store: app.config.store,
    eventQueue: app.events?.label ?? null,
  }
  return json(await getSyncStatus(runtime.database, subject, runtime.now()), httpStatus)
}

export const GET = read(async (context) => {
  parseQuery(context.url, appQuery)
  return status(context, 200)
})

/** Sweep now: noted in the database, because the process that holds the lease may be another one. */
export const POST = mutate({ action: 'sweep' }, async (context) => {
  const { app, runtime } = context
  const atMs = runtime.now()
  await app.index.saveSyncState({ requestedMs: atMs })
  const deed = { action: 'sweep', target: app.config.id, outcome: 'done', details: {} } as const
  await app.actions.log.recordActivity({ atMs, actor: 'dashboard', ...deed })
  return status(context, 202)
})
