import { ApiError } from '@/lib/client/api-error'
import type { TaskDetail } from '@/lib/contract/tasks'
import { taskPollMs, type Watched } from './poll.model'

type Answer = { data: TaskDetail | undefined; error: unknown }

/** How soon a page asks again where the API itself fails: seldom, whatever it was watching. */
const failingMs = 16_000

/** The id has no object in S3: no failure, but an answer. */
export function isPending(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 'pending'
}

/** The stored version that a retry under the same id is going to replace; null where none was sent. */
export type Resent = { etag: string } | null

export function nextAskMs({ data, error }: Answer, resent: Resent, watchedForMs: number): number | false {
  if (error && !isPending(error)) return failingMs
  return taskPollMs(watchedOf({ data, error }, resent), watchedForMs)
}

function watchedOf({ data, error }: Answer, resent: Resent): Watched {
  if (isPending(error)) return { kind: 'pending' }
  if (!data) return { kind: 'nothing' }
  return resent?.etag === data.stored.etag ? { kind: 'pending' } : { kind: 'task', task: data }
}

/** The key that was looked for, as the API names it. */
export function lookedFor(error: ApiError): string | null {
  const { key, store } = error.details ?? {}
  if (typeof key !== 'string') return null
  const bucket = typeof store === 'string' ? /^s3:\/\/[^/]*/.exec(store)?.[0] : undefined
  return bucket ? `${bucket}/${key}` : key
}
