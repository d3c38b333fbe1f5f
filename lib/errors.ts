/** Every code an error answer can carry, with its HTTP status. Clients branch on the code, never on the message. */
export const errorStatus = {
  bad_request: 400,
  bad_cursor: 400,
  bad_search: 400,
  bad_config: 500,
  cross_origin: 403,
  unknown_host: 403,
  read_only: 403,
  not_found: 404,
  pending: 404,
  not_supported: 409,
  not_retryable: 409,
  conflict: 409,
  too_large: 413,
  internal: 500,
  access_denied: 502,
  no_such_bucket: 502,
  no_such_queue: 409,
  wrong_region: 502,
  no_credentials: 502,
  upstream: 502,
  throttled: 503,
  database: 503,
} as const

export type ErrorCode = keyof typeof errorStatus

const brand = 'AppError'

/** A failure with a sentence for the person who reads it. The message says what to do next and holds no secret. */
export class AppError extends Error {
  override readonly name = brand
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.details = options.details
  }
}

/**
 * Recognised by brand, not by `instanceof`: one Next.js process holds several instances of this module, and an error
 * thrown in one is no instance of the class in another.
 */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === brand && 'code' in error && String(error.code) in errorStatus
}
