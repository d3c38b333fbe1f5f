import { randomUUID } from 'node:crypto'
import { expect, test } from './journey'
import { listOf, taskRows } from './task-rows'

let name: string

test.beforeEach(async ({ shopBucket, api }) => {
  name = `journey.live.${randomUUID().slice(0, 8)}`
  for (const minutesAgo of [1, 2, 3]) {
    await shopBucket.put({ name, result: String(minutesAgo), doneAt: new Date(Date.now() - minutesAgo * 60_000) })
  }
  await api.waitForIndexed(name, 3)
})

test('new results wait behind a banner instead of moving the rows', async ({ page, shopBucket }) => {
  await page.goto(listOf(name))
  await expect(taskRows(page)).toHaveCount(3)
  const before = await taskRows(page)
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  const added = await shopBucket.put({ name })
  const banner = page.getByRole('button', { name: '1 new' })
  await expect(banner).toBeVisible()
  const after = await taskRows(page)
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  expect(after).toEqual(before)
  await banner.click()
  await expect(taskRows(page)).toHaveCount(4)
  await expect(taskRows(page).first().getByRole('link')).toHaveAttribute('href', `/tasks/${added}`)
  await expect(banner).toBeHidden()
})

test('a row that goes on is patched where it stands', async ({ page, shopBucket, api }) => {
  const running = await shopBucket.put({ name, state: 'STARTED', result: '{"pid": 7, "hostname": "celery@journey-1"}' })
  await api.waitForIndexed(name, 4)
  await page.goto(listOf(name))
  const row = taskRows(page).filter({ has: page.locator(`a[href="/tasks/${running}"]`) })
  await expect(row).toContainText('STARTED')
  await shopBucket.put({ taskId: running, name, result: '"arrived"' })
  await expect(row).toContainText('SUCCESS')
  await expect(row).toContainText('arrived')
  await expect(taskRows(page)).toHaveCount(4)
})

test('a selection holds the list still until it is cleared', async ({ page }) => {
  await page.clock.install()
  await page.goto(listOf(name))
  await taskRows(page).first().getByRole('checkbox').check()
  await expect(page.getByRole('status').filter({ hasText: '1 selected' })).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => {
    if (/\/api\/v1\/(tasks|states)\?/.test(request.url())) asked.push(request.url())
  })
  await page.clock.fastForward('01:00')
  await expect(page.getByRole('status').filter({ hasText: '1 selected' })).toBeVisible()
  expect(asked).toEqual([])
  const next = page.waitForRequest(/\/api\/v1\/tasks\?.*cursor=/)
  await page.getByRole('button', { name: 'Clear the selection' }).click()
  await page.clock.fastForward('01:00')
  await next
})

test('selected rows are forgotten together after one question', async ({ page, api }) => {
  const { items } = await api.tasks({ name })
  await page.goto(listOf(name))
  await taskRows(page).nth(0).getByRole('checkbox').check()
  await taskRows(page).nth(1).getByRole('checkbox').check()
  const bar = page.getByRole('region', { name: 'Selected tasks' })
  await expect(bar).toContainText('2 selected')
  await bar.getByRole('button', { name: 'Forget' }).click()
  const dialog = page.getByRole('dialog', { name: 'Forget 2 results?' })
  await expect(dialog).toContainText(/2 · \d+ B/)
  await dialog.getByRole('button', { name: 'Forget 2 results' }).click()
  await expect(page.getByText('Will forget 2 results').first()).toBeVisible()
  await expect(taskRows(page)).toHaveCount(1, { timeout: 30_000 })
  await expect(bar).toBeHidden()
  const statuses = await Promise.all(items.map(({ taskId }) => api.statusOf(taskId)))
  expect(statuses).toEqual([404, 404, 200])
})

test('nothing is forgotten where the question is answered with no', async ({ page, api }) => {
  await page.goto(listOf(name))
  await expect(taskRows(page)).toHaveCount(3)
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
  await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Forget' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('region', { name: 'Selected tasks' })).toContainText('3 selected')
  expect((await api.tasks({ name })).items).toHaveLength(3)
})
