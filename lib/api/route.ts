import { contractHeader, contractVersion } from '@/lib/contract/version'
import { databaseTrouble } from '@/lib/db/trouble'
import { errorStatus, isAppError } from '@/lib/errors'
import { type AppParts, getRuntime, type Runtime } from '@/lib/runtime'
import { type Attempt, noteFailure } from './note-failure'
import { checkHost, checkMutation } from './permission'
import { appQuery, parseQuery } from './query'

export type RouteContext<Params> = {
  request: Request
  url: URL
  params: Params
  runtime: Runtime
  /** The app the request is about: `app=`, or the first one. */
  app: AppParts
}

type Handler<Params> = (context: RouteContext<Params>) => Promise<Response>

/** What a route changes, in the words of the activity log; the action itself writes the line once it is done. */
export type Deed<Params> = {
  action: Attempt['action']
  /** To what; the app where nothing is named. */
  target?(params: Params): string
}
type Change<Params> = (context: RouteContext<Params> & { attempt: Attempt }) => Promise<Response>

/** What Next.js hands a route file as the second argument. */
type NextContext<Params> = { params: Promise<Params> }

/** A route that reads. Runs the handler, maps errors to `{ error: { code, message, details? } }`, logs one line. */
export function read<Params = Record<string, never>>(handler: Handler<Params>) {
  return (request: Request, context: NextContext<Params>) => answer(request, context, handler)
}

/** A route that is asked with a body and changes nothing, so that a read-only dashboard answers it, too. */
export function ask<Params = Record<string, never>>(handler: Handler<Params>) {
  const handle = (request: Request, context: NextContext<Params>) =>
    answer(request, context, (route) => {
      parseQuery(route.url, appQuery)
      return handler(route)
    })
  return Object.assign(handle, { changesNothing: true })
}

/**
 * A route that changes something: refused cross-origin and in read-only mode before the handler runs. It takes no
 * parameter but `app`: a misspelt one must not act on the first app instead. Where it fails, that is a line of the
 * activity log, too.
 */
export function mutate<Params = Record<string, never>>(deed: Deed<Params>, change: Change<Params>) {
  const handle = (request: Request, context: NextContext<Params>) =>
    answer(request, context, async (route) => {
      checkMutation(request, route.runtime.config)
      parseQuery(route.url, appQuery)
      const { app, params } = route
      const attempt: Attempt = { action: deed.action, target: deed.target?.(params) ?? app.config.id }
      try {
        return await change({ ...route, attempt })
      } catch (error) {
        await noteFailure(app, attempt, error, request.signal.aborted)
        throw error
      }
    })
  return Object.assign(handle, { deed })
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', [contractHeader]: contractVersion } })
}

async function answer<Params>(
  request: Request,
  context: NextContext<Params>,
  handler: Handler<Params>,
): Promise<Response> {
  const started = performance.now()
  const url = new URL(request.url)
  let response: Response
  let runtime: Runtime | undefined
  let failure: unknown
  try {
    runtime = await getRuntime()
    checkHost(request, runtime.config)
    const app = runtime.app(url.searchParams.get('app') ?? undefined)
    response = await handler({ request, url, params: await context.params, runtime, app })
  } catch (error) {
    failure = error
    response = errorResponse(error)
  }
  runtime?.log[response.status >= 500 ? 'error' : 'debug'](
    {
      method: request.method,
      path: url.pathname,
      status: response.status,
      ms: Math.round(performance.now() - started),
      ...(failure ? { err: failure } : {}),
    },
    'request',
  )
  return response
}

function errorResponse(error: unknown): Response {
  const known = isAppError(error) ? error : databaseTrouble(error)
  if (known) {
    const { code, message, details } = known
    return json({ error: { code, message, ...(details ? { details } : {}) } }, errorStatus[code])
  }
  const message = 'Something in Tombstone failed. The server log has the details.'
  return json({ error: { code: 'internal', message } }, errorStatus.internal)
}
