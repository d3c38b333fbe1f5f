import { randomUUID } from 'node:crypto'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskRows } from './task-rows'

const mark = randomUUID().slice(0, 8)
const worker = `celery@journey-${mark}`
const name = `journey.workers.${mark}`

test.beforeAll(async ({ shopBucket, api }) => {
  await Promise.all([
    shopBucket.put({ name, worker }),
    shopBucket.put({ name, worker, state: 'FAILURE', exception: { type: 'Timeout', args: ['late'] } }),
    shopBucket.put({ name, worker, state: 'STARTED', result: '{"pid": 1, "hostname": "x"}' }),
  ])
  await api.waitForIndexed(name, 3)
})

test('a worker says when it last wrote a result, never that it is online', async ({ page }) => {
  await page.goto('/workers?window=1h')
  const row = page.getByRole('row').filter({ hasText: worker }).filter({ hasText: 'ago' }).last()
  await expect(row).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(/online|offline|alive/i)
  await page.getByRole('link', { name: worker, exact: true }).last().click()
  await expect(page.getByRole('heading', { level: 1, name: worker })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('STARTED')
  await page.getByRole('link', { name: 'Its tasks' }).click()
  await expect(taskRows(page)).toHaveCount(3)
})

test('the screens of workers are accessible', async ({ page }) => {
  await page.goto('/workers?window=7d')
  await expect(page.getByRole('row').nth(2)).toBeVisible()
  await expectAccessible(page)
  await page.goto(`/workers/${encodeURIComponent(worker)}`)
  await expect(page.getByRole('main')).toContainText('STARTED')
  await expectAccessible(page)
})

test('a worker nobody has heard of says so', async ({ page }) => {
  await page.goto('/workers/nobody')
  await expect(page.getByRole('main')).toContainText(/no result/i)
  await expectAccessible(page)
})
