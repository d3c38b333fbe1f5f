import type { z } from 'zod'
import type { errorBody } from '@/lib/contract/common'
import { contractHeader, contractVersion } from '@/lib/contract/version'
import { ApiError } from './api-error'
import { type ParamValue, toQueryString } from './search-params'

const timeoutMs = 30_000

type Call = {
  /** Below /api/v1, starting with "/". Ids in it are already encoded. */
  path: string
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  params?: Record<string, ParamValue>
  body?: unknown
  signal?: AbortSignal
}

/**
 * The only place where the browser calls fetch. `S` is the schema of the answer, as a type: schemas stay on the server, and
 * an answer that was made for another contract than this page's is refused as a whole. Throws ApiError, and the abort reason
 * where `signal` fired.
 */
export async function fetchJson<S extends z.ZodType>(call: Call): Promise<z.output<S>> {
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout
  try {
    const response = await fetch(`/api/v1${call.path}${toQueryString(call.params ?? {})}`, {
      method: call.method ?? 'GET',
      headers: call.body === undefined ? {} : { 'content-type': 'application/json' },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal,
    })
    return await readAnswer<S>(response)
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
export async function fetchStream(call: Pick<Call, 'path' | 'params'> & { signal: AbortSignal }) {
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

/** What a response says. 204 reads as null. */
export async function readAnswer<S extends z.ZodType>(response: Response): Promise<z.output<S>> {
  const body = await readBody(response)
  if (!response.ok) throw failureOf(response, body)
  const theirs = response.headers.get(contractHeader)
  if (theirs !== null && theirs !== contractVersion)
    throw new ApiError('unexpected_shape', 'The dashboard was upgraded since this page was opened. Reload the page.', {
      status: response.status,
    })
  // Of the same contract: the server's code was compiled against the schema, and its tests hold its answers against it.
  return body as z.output<S>
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
  const { status } = response
  const { code, message, details } = (body as Partial<z.output<typeof errorBody>> | null)?.error ?? {}
  if (typeof code !== 'string' || typeof message !== 'string')
    return new ApiError('unexpected_shape', `The API answered HTTP ${status} without saying why.`, { status })
  return new ApiError(code, message, { status, details })
}
