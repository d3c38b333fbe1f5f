import { type AppError, type ErrorCode, isAppError } from '@/lib/errors'

/** So many objects may fail while a bucket is read; the next sweep finds them again. More is the store's trouble. */
export const toleratedFailures = 20

const codes: ErrorCode[] = ['upstream', 'conflict', 'throttled']

/** An object may fail for reasons of its own, or be throttled again and again. */
export function isOneObjectsOwn(error: unknown): error is AppError {
  return isAppError(error) && codes.includes(error.code)
}
