/** Codes the browser adds to those of lib/errors.ts, for answers that never came from the API. */
export type TransportCode = 'unreachable' | 'timeout' | 'not_json' | 'unexpected_shape'

/** A call that failed, with the API's own sentence where there is one. `status` is 0 where nothing answered. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  readonly status: number
  readonly details: Record<string, unknown> | undefined

  constructor(
    code: string,
    message: string,
    options: { status?: number; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.status = options.status ?? 0
    this.details = options.details
  }
}

/** The sentence to show for any thrown value. */
export function errorSentence(error: unknown): string {
  return error instanceof Error && error.message ? error.message : 'The dashboard failed in a way it has no words for.'
}

/** Trying again can help: nothing answered, or the server said so. A 4xx will be the same next time. */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true
  if (error.code === 'unexpected_shape') return false
  return error.status === 0 || error.status === 429 || error.status >= 500
}
