import { describe, expect, it } from 'vitest'
import { ApiError } from '@/lib/client/api-error'
import { sampleTask } from './testing'
import { lookedFor, nextAskMs } from './watched.model'

const details = { key: '/celerycelery-task-meta-x', store: 's3://bucket//celery', state: 'PENDING' }
const pending = new ApiError('pending', 'There is no object.', { status: 404, details })
const task = sampleTask({ state: 'FAILURE' })

describe('asking again', () => {
  it('goes on for an id that is not in S3, and for a result that vanished', () => {
    expect(nextAskMs({ data: undefined, error: pending }, null, 0)).toBe(2_000)
    expect(nextAskMs({ data: task, error: pending }, null, 0)).toBe(2_000)
  })

  it('goes on after a retry under the same id until another version is stored', () => {
    expect(nextAskMs({ data: task, error: null }, { etag: task.stored.etag }, 0)).toBe(2_000)
    expect(nextAskMs({ data: task, error: null }, { etag: 'older' }, 0)).toBe(false)
  })

  it('is slow while the API fails', () => {
    expect(nextAskMs({ data: task, error: new ApiError('upstream', 'S3', { status: 502 }) }, null, 0)).toBe(16_000)
  })
})

describe('the key looked for', () => {
  it('is told to the letter, slashes included', () => {
    expect(lookedFor(pending)).toBe('s3://bucket//celerycelery-task-meta-x')
    expect(lookedFor(new ApiError('pending', 'x'))).toBeNull()
  })
})
