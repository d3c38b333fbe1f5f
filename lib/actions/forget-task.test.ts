import { beforeAll, beforeEach, expect, it } from 'vitest'
import { taskKey } from '@/lib/celery/result-key'
import type { Database } from '@/lib/db/client'
import { sqliteDatabases } from '@/lib/db/testing'
import { AppError } from '@/lib/errors'
import { forgetTask } from './forget-task'
import { loadTask } from './load-task'
import { failed, keyPrefix, openTestParts } from './testing'

const databases = sqliteDatabases()
let database: Database
let app: ReturnType<typeof openTestParts>
beforeAll(async () => {
  database = await databases.open()
})
beforeEach(async () => {
  app = openTestParts(database)
  app.put('job 1/ż', failed)
  app.put('job-2', failed)
  // Both are in the index, as after a sweep.
  await loadTask(app.parts, 'job 1/ż', signal)
  await loadTask(app.parts, 'job-2', signal)
})

const { signal } = new AbortController()
const forget = (taskId: string) => forgetTask(app.parts, taskId, signal)
const left = [taskKey(keyPrefix, 'job-2')]

it('deletes the object and the row, and nothing else', async () => {
  await forget('job 1/ż')
  expect(app.store.keys()).toEqual(left)
  expect(await app.indexedKeys()).toEqual(left)
  expect(app.log.activities).toMatchObject([{ action: 'forget', target: 'job 1/ż', outcome: 'done' }])
})

it('leaves the row of a result that was written again meanwhile', async () => {
  const { index } = app.parts
  app.parts.index = {
    ...index,
    async apply(batch) {
      app.parts.index = index
      app.put('job-2', { ...failed, result: null })
      await loadTask(app.parts, 'job-2', signal)
      return index.apply(batch)
    },
  }
  await forget('job-2')
  expect(app.store.keys()).toContain(taskKey(keyPrefix, 'job-2'))
  expect(await app.indexedKeys()).toContain(taskKey(keyPrefix, 'job-2'))
})

it('may be done twice, and for a task nobody knows', async () => {
  await forget('job 1/ż')
  await forget('job 1/ż')
  await forget('nobody')
  expect(app.store.keys()).toEqual(left)
})

it('finishes what a failure of the index left half done', async () => {
  const { index } = app.parts
  app.parts.index = { ...index, apply: () => Promise.reject(new AppError('database', 'locked')) }
  await expect(forget('job 1/ż')).rejects.toMatchObject({ code: 'database' })
  app.parts.index = index
  await forget('job 1/ż')
  expect(await app.indexedKeys()).toEqual(left)
})

it('is not supported where the store can only be read', async () => {
  app.parts.store = { ...app.store, delete: undefined }
  await expect(forget('job-2')).rejects.toMatchObject({
    code: 'not_supported',
    message: /s3:\/\/shop\/results\/ can only be read/,
  })
})

it.each([
  ['AccessDenied', 'access_denied', /s3:DeleteObject/],
  ['SlowDown', 'throttled', /SlowDown/],
  ['InternalError', 'upstream', /InternalError/],
])('keeps the row when S3 refuses with %s', async (code, mapped, sentence) => {
  app.parts.store = {
    ...app.store,
    delete: async (entries) => entries.map(({ key }) => ({ key, deleted: false, code, message: 'no' })),
  }
  await expect(forget('job-2')).rejects.toMatchObject({ code: mapped, message: expect.stringMatching(sentence) })
  expect(await app.indexedKeys()).toContain(left[0])
  expect(app.log.activities).toEqual([])
})
