import { randomUUID } from 'node:crypto'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskRows } from './task-rows'

const name = `journey.types.${randomUUID().slice(0, 8)}`

test.beforeAll(async ({ shopBucket, api }) => {
  const exception = { type: 'Timeout', args: ['late'] }
  await Promise.all([
    shopBucket.put({ name }),
    shopBucket.put({ name }),
    shopBucket.put({ name, result: `"${'x'.repeat(3000)}"` }),
    shopBucket.put({ name, state: 'FAILURE', exception }),
  ])
  await api.waitForIndexed(name, 4)
})

test('a type is found by name, and its page says what its tasks did', async ({ page }) => {
  await page.goto('/types?window=1h')
  await page.getByRole('searchbox', { name: 'Filter types by name' }).fill(name)
  await expect(page).toHaveURL(/q=journey\.types/)
  await expect(page.getByText('1 type')).toBeVisible()
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const figure = (label: string) => page.getByRole('main').getByRole('link', { name: new RegExp(`^${label}`) })
  await expect(figure('Success rate')).toContainText('1 failed')
  await expect(figure('Finished')).toContainText('4')
  await expect(figure('Stored now')).toContainText('4 objects')

  await figure('Finished').click()
  await expect(page).toHaveURL(/\/tasks\?/)
  await expect(taskRows(page)).toHaveCount(4)
  await page.goBack()
  await figure('Success rate').click()
  await expect(taskRows(page)).toHaveCount(1)
  await expect(taskRows(page).first()).toContainText('Timeout: late')
})

test('types are sorted by any column, unhealthy first to begin with', async ({ page }) => {
  await page.goto('/types?window=7d')
  await expect(page.getByText('unhealthy first')).toBeVisible()
  const names = () => page.getByRole('row').getByRole('rowheader').allTextContents()
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await page.getByRole('columnheader', { name: /^Type/ }).getByRole('link').click()
  await expect(page).toHaveURL(/sort=/)
  await page.goBack()
  await expect(page).not.toHaveURL(/sort=/)
  expect(await names()).toBeDefined()
})

test('the screens of types are accessible', async ({ page }) => {
  await page.goto('/types?window=7d')
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 844 })
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(
    page.getByRole('heading', { name: 'Newest tasks' }).or(page.getByRole('heading', { name: /Run time/ })),
  ).toBeVisible()
  await expectAccessible(page)
})

test('a type nobody has heard of says so', async ({ page }) => {
  await page.goto('/types/no.such.type')
  await expect(page.getByRole('main')).toContainText(/no result|never|not/i)
  await expectAccessible(page)
})
