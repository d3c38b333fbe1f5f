import { expectAccessible } from './accessible'
import { expect, test } from './journey'

test('what was done is listed, filtered in the address, and saved as a file', async ({ page, api }) => {
  expect((await api.request.post('/api/v1/sync')).ok()).toBe(true)
  await page.goto('/activity')
  await expect(page.getByRole('row').filter({ hasText: 'Asked for a sweep' }).first()).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('navigation', { name: 'Actions' }).getByRole('link', { name: 'Sweeps' }).click()
  await expect(page).toHaveURL(/[?&]kind=sweep/)
  await expect(page.getByRole('row').filter({ hasText: 'Asked for a sweep' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toBe('activity.csv')
})

test('a log that cannot be loaded says so', async ({ page }) => {
  const log = /\/api\/v1\/activity/
  const error = { code: 'database', message: 'The index could not be read: the disk is full.' }
  await page.route(log, (route) => route.fulfill({ status: 503, json: { error } }))
  await page.goto('/activity')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(error.message)
})
