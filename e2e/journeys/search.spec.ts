import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskRows } from './task-rows'

const mark = randomUUID().slice(0, 8)
const name = `journey.search.${mark}`
const ids: string[] = []

test.beforeAll(async ({ shopBucket, api }) => {
  ids.push(
    await shopBucket.put({ name, queue: 'emails', args: [`invoice${mark}`] }),
    await shopBucket.put({ name, queue: 'reports', retries: 2, result: `"${'x'.repeat(5000)}"` }),
    await shopBucket.put({ name, state: 'FAILURE', exception: { type: 'Timeout', args: [`gave up${mark}`] } }),
  )
  await api.waitForIndexed(name, 3)
})

const box = (page: Page) => page.getByRole('combobox', { name: 'Search tasks' })
const search = async (page: Page, text: string) => {
  await box(page).fill(text)
  await box(page).press('Enter')
  await expect(box(page)).toHaveValue('')
}

for (const [text, found] of [
  [`type:${name}`, 3],
  [`type:journey.search.${mark}* queue:emails`, 1],
  [`type:${name} (state:FAILURE OR queue:emails)`, 2],
  [`type:${name} -state:FAILURE`, 2],
  [`type:${name} NOT queue:emails,reports`, 1],
  [`type:${name} size:>4kB`, 1],
  [`type:${name} retries:>0 finished:<2h`, 1],
  [`type:${name} exc:Time*`, 1],
  [`type:${name} "gave up${mark}"`, 1],
  [`invoice${mark}`, 1],
  [`type:${name} is:unfinished`, 0],
] as const) {
  test(`finds ${found} by ${text.replaceAll(mark, '…')}`, async ({ page }) => {
    await page.goto('/tasks?window=1h')
    await expect(taskRows(page).first()).toBeVisible()
    await search(page, text)
    await expect(taskRows(page)).toHaveCount(found)
  })
}

test('keys and values are offered while one types', async ({ page }) => {
  await page.goto('/tasks?window=1h')
  await box(page).pressSequentially('que')
  await page.getByRole('option', { name: 'queue:' }).click()
  await expect(box(page)).toHaveValue('queue:')
  await page.getByRole('option', { name: 'emails' }).click()
  await expect(page).toHaveURL(/queue=emails/)
  await box(page).pressSequentially('is:retr')
  await box(page).press('ArrowDown')
  await box(page).press('Enter')
  await expect(page).toHaveURL(/q=is%3Aretried/)
  await expectAccessible(page)
})

test('a mistake is marked at its place, and nothing is searched for', async ({ page }) => {
  await page.goto('/tasks?window=1h')
  await box(page).fill('state:FAILURE size:big')
  await box(page).press('Enter')
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText('Write a number with B, kB')
  await expect(alert.locator('mark')).toHaveText('big')
  await expect(box(page)).toHaveAttribute('aria-invalid', 'true')
  await expect(page).toHaveURL('/tasks?window=1h')
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 844 })
  await box(page).fill('state:FAILURE size:>1MB')
  await expect(alert).toHaveCount(0)

  await page.goto('/tasks?q=queue:(a')
  await expect(page.getByRole('main')).toContainText('This search cannot be understood')
  await expect(page.getByRole('main')).toContainText('is not closed')
  await expectAccessible(page)
})

test('what was typed is taken back for a change, and text says where it was looked for', async ({ page }) => {
  await page.goto(`/tasks?window=1h&q=${encodeURIComponent(`type:${name} invoice${mark}`)}`)
  await expect(taskRows(page)).toHaveCount(1)
  await expect(page.getByText('in the first 2 kB each of arguments and results')).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 844 })
  await box(page).press('Backspace')
  await expect(box(page)).toHaveValue(`invoice${mark}`)
  await expect(taskRows(page)).toHaveCount(3)
})
