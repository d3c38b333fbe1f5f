import { randomUUID } from 'node:crypto'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { listOf, taskRows } from './task-rows'
import { untilBegun } from './until-begun'

const name = `journey.bulk.${randomUUID().slice(0, 8)}`

let taskIds: string[] = []

test.beforeAll(async ({ shopBucket, api }) => {
  taskIds = await Promise.all(Array.from({ length: 55 }, (_, index) => shopBucket.put({ name, result: String(index) })))
  await api.waitForIndexed(name, 55)
})

test('all that match are chosen, counted, waited for, taken back, and then forgotten', async ({
  page,
  shopBucket,
  api,
}) => {
  test.slow()
  await page.goto(listOf(name))
  await expect(taskRows(page)).toHaveCount(50)
  await page.getByRole('columnheader').getByRole('checkbox').check()
  const bar = page.getByRole('region', { name: 'Selected tasks' })
  await bar.getByRole('button', { name: 'Select all 55 matching' }).click()
  await bar.getByRole('button', { name: 'Forget' }).click()
  const dialog = page.getByRole('dialog', { name: 'Forget 55 results?' })
  await expect(dialog.getByRole('list', { name: 'Some of them' }).getByRole('listitem')).toHaveCount(20)
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByLabel('Reason').fill('a journey')
  await dialog.getByRole('button', { name: 'Forget 55 results' }).click()
  await expect(taskRows(page).first()).toContainText('Will be forgotten')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(taskRows(page).first()).not.toContainText('Will be forgotten')
  await untilBegun(page, api)
  expect(await shopBucket.removalsOf(taskIds)).toEqual([])
  expect((await api.tasks({ name, limit: '1' })).total.count).toBe(55)

  const answer = await api.request.post('/api/v1/bulk', {
    data: { kind: 'forget', selection: { kind: 'search', q: `type:${name}` } },
  })
  const { job } = await answer.json()
  await page.goto(`/activity/${job.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Forgot 55 results' })).toBeVisible({ timeout: 45_000 })
  await expectAccessible(page)
  expect((await shopBucket.removalsOf(taskIds)).flatMap(({ keys }) => keys).length).toBe(55)
  expect((await api.tasks({ name, limit: '1' })).total.count).toBe(0)

  await page.goto('/activity/jobs')
  const jobs = page.getByRole('table', { name: 'Bulk jobs' })
  await expect(jobs.getByRole('link', { name: 'Forgot 55 results' }).first()).toBeVisible()
  await expect(jobs.getByRole('link', { name: 'Undone: forget 55 results' }).first()).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('navigation', { name: 'Statuses' }).getByRole('link', { name: 'Stopped' }).click()
  await expect(page).toHaveURL(/[?&]status=stopped/)
  await expect(jobs.getByRole('link', { name: 'Forgot 55 results' })).toHaveCount(0)
})
