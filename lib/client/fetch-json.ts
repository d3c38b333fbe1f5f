import type { z } from 'zod'
import { errorBody } from '@/lib/contract/common'
import { ApiError } from './api-error'
import { type ParamValue, toQueryString } from './search-params'

const timeoutMs = 30_000

type Call<S extends z.ZodType> = {
  /** Below /api/v1, starting with "/". Ids in it are already encoded. */
  path: string
  schema: S
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  params?: Record<string, ParamValue>
  body?: unknown
  signal?: AbortSignal
}

/**
 * The only place where the browser calls fetch. Answers are parsed through their schema, so what a component gets has the
 * shape it was compiled against. Throws ApiError, and the abort reason where `signal` fired.
 */
export async function fetchJson<S extends z.ZodType>(call: Call<S>): Promise<z.output<S>> {
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout
  try {
    const response = await fetch(`/api/v1${call.path}${toQueryString(call.params ?? {})}`, {
      method: call.method ?? 'GET',
      headers: call.body === undefined ? {} : { 'content-type': 'application/json' },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal,
    })
    return await readAnswer(response, call.schema)
  } catch (error) {
    if (error instanceof ApiError || call.signal?.aborted) throw error
    if (timeout.aborted)
      throw new ApiError('timeout', `The dashboard did not answer within ${timeoutMs / 1000} seconds.`, {
        cause: error,
      })
    throw new ApiError('unreachable', 'The dashboard cannot be reached. Is it still running?', { cause: error })
  }
}

/** Opens an answer that is read as it comes, for as long as it takes. Throws ApiError where it does not begin. */
export async function fetchStream(call: Pick<Call<z.ZodType>, 'path' | 'params'> & { signal: AbortSignal }) {
  let response: Response
  try {
    response = await fetch(`/api/v1${call.path}${toQueryString(call.params ?? {})}`, { signal: call.signal })
  } catch (error) {
    if (call.signal.aborted) throw error
    throw new ApiError('unreachable', 'The dashboard cannot be reached. Is it still running?', { cause: error })
  }
  if (!response.ok) throw failureOf(response, await readBody(response))
  return response
}

/** What a response says, checked against `schema`. 204 reads as null. */
export async function readAnswer<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  const body = await readBody(response)
  if (!response.ok) throw failureOf(response, body)
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue?.path.join('.') || 'the answer'
  throw new ApiError(
    'unexpected_shape',
    `The API answered in a shape this page does not know (${where}). Was the dashboard upgraded? Reload the page.`,
    { status: response.status, cause: parsed.error },
  )
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return null
  const type = response.headers.get('content-type') ?? ''
  const text = await response.text()
  try {
    // A proxy or a sign-in page in between answers with its own page, at times with status 200.
    if (!type.includes('json')) throw new Error(`content type ${type || 'unknown'}`)
    return JSON.parse(text)
  } catch (cause) {
    throw new ApiError(
      'not_json',
      `Something other than the dashboard answered (HTTP ${response.status}, ${type || 'no content type'}). Is a proxy or a sign-in page in between?`,
      { status: response.status, cause },
    )
  }
}

function failureOf(response: Response, body: unknown): ApiError {
  const parsed = errorBody.safeParse(body)
  if (!parsed.success)
    return new ApiError('unexpected_shape', `The API answered HTTP ${response.status} without saying why.`, {
      status: response.status,
    })
  const { code, message, details } = parsed.data.error
  return new ApiError(code, message, { status: response.status, details })
}
