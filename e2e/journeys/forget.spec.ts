import { randomUUID } from 'node:crypto'
import { expect, test } from './journey'
import { taskPath } from './task-page'
import { listOf, taskRows } from './task-rows'
import { untilBegun } from './until-begun'

test('a forgotten result is gone from S3, from the list and for Celery', async ({ page, shopBucket, api }) => {
  test.slow()
  const name = `journey.forget.${randomUUID().slice(0, 8)}`
  const taskId = await shopBucket.put({ name, result: '{"secret": 1}' })
  await api.waitForIndexed(name, 1)
  await page.goto(listOf(name))
  await taskRows(page).first().getByRole('link').click()

  await page.getByRole('button', { name: 'Forget result' }).click()
  const main = page.getByRole('main')
  await expect(main.getByText('This result will be forgotten')).toBeVisible()
  expect(await api.statusOf(taskId)).toBe(200)
  await main.getByRole('button', { name: 'Undo' }).click()
  await expect(main.getByText('This result will be forgotten')).toBeHidden()
  expect(await api.statusOf(taskId)).toBe(200)

  // Once it would have begun, S3 has been asked for nothing.
  await untilBegun(page, api)
  expect(await shopBucket.removalsOf([taskId])).toEqual([])

  await page.getByRole('button', { name: 'Forget result' }).click()
  await expect(page.getByText('You forgot this result')).toBeVisible({ timeout: 30_000 })
  expect((await shopBucket.removalsOf([taskId])).length).toBe(1)

  const answer = await api.request.get(`/api/v1${taskPath(taskId)}`)
  expect(answer.status()).toBe(404)
  expect(await answer.json()).toMatchObject({ error: { code: 'pending' } })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Not in S3' })).toBeVisible()
  await page.goto(listOf(name))
  await expect(page.getByRole('heading', { name: /^Nothing matches/ })).toBeVisible()
})

test('a result that somebody else forgets is said to be gone while its page is open', async ({
  page,
  shopBucket,
  api,
}) => {
  const taskId = await shopBucket.put({ name: 'journey.vanishing', state: 'STARTED', result: '{"pid": 7}' })
  await page.goto(taskPath(taskId))
  await expect(page.getByRole('main').getByText('STARTED').first()).toBeVisible()
  expect((await api.request.delete(`/api/v1${taskPath(taskId)}`)).ok()).toBe(true)
  await expect(page.getByText('This result was forgotten at')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: /^Forget result \(not possible/ })).toBeVisible()
})
