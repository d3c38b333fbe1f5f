import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { createMemoryStore } from '@/lib/results/memory'
import { checkStore } from './check-store'

const signal = AbortSignal.timeout(10_000)

async function check(keyPrefix: string, keys: string[]) {
  const store = createMemoryStore()
  for (const key of keys) store.set(key, '{"status": "SUCCESS"}')
  const [line] = await checkStore(store, keyPrefix, signal)
  return line
}

describe('checkStore', () => {
  it('shows one real key as proof', async () => {
    const line = await check('celery/', ['celery/celery-task-meta-1'])
    expect(line).toMatchObject({ ok: true, message: expect.stringContaining('celery/celery-task-meta-1 (21 bytes)') })
  })

  it('accepts a bucket without results, and says so', async () => {
    expect(await check('celery/', ['other/file.csv'])).toMatchObject({
      ok: true,
      message: expect.stringContaining('no results yet'),
    })
  })

  it.each([
    ['celery', 'celery/celery-task-meta-1', 'set it to "celery/"'],
    ['celery/', 'celerycelery-task-meta-1', 'set it to "celery"'],
    ['/celery', 'celery/celery-task-meta-1', 'set it to "celery/"'],
    ['celery/', '/celery/celery-task-meta-1', 'set it to "/celery/"'],
    ['a/b/', 'a//b/celery-task-meta-1', 'set it to "a//b/"'],
    ['celery/', 'celery/shopA_celery-task-meta-1', '{"global_keyprefix": "shopA"}'],
    ['celery/', 'results/celery-task-meta-1', 'to "results/"'],
    ['base/shopA_', 'base/celery-task-meta-1', 'leave global_keyprefix out'],
  ])('says that %j was meant to reach %s', async (keyPrefix, key, advice) => {
    expect(await check(keyPrefix, [key])).toMatchObject({ ok: false, message: expect.stringContaining(advice) })
  })

  it('is content with an empty prefix where only that one may be listed', async () => {
    const store = createMemoryStore()
    store.intercept = ({ number }) => {
      if (number > 2) throw new AppError('access_denied', 'Grant s3:ListBucket.')
      return undefined
    }
    expect(await checkStore(store, 'celery/', signal)).toMatchObject([{ ok: true }])
  })

  it('passes on the sentence of a refusal', async () => {
    const store = createMemoryStore()
    store.intercept = () => {
      throw new AppError('access_denied', 'Grant s3:ListBucket.')
    }
    expect(await checkStore(store, '', signal)).toEqual([
      { ok: false, subject: 'Results in memory://results/', message: 'Grant s3:ListBucket.' },
    ])
  })
})
