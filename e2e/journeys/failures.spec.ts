import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { FailureList } from '@/lib/contract/failures'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskPath } from './task-page'
import { taskRows } from './task-rows'

/** Letters alone: digits are folded out of a message, and two runs must not be one group. */
const letters = () => randomUUID().replace(/[^a-f]/g, '') + randomUUID().replace(/[^a-f]/g, '')
const type = `Journey${letters()}Error`
const name = `journey.failures.${randomUUID().slice(0, 8)}`
const traceback = (line: number) =>
  `Traceback (most recent call last):\n  File "/app/shop/mail.py", line ${line}, in send\n    deliver(order)\n${type}: order ${line}\n`
const failed = (order: number) => ({
  name,
  state: 'FAILURE',
  exception: { type, args: [`order ${order} <img src=x onerror=alert(1)> \`\`\``] },
  traceback: traceback(order),
})
/** The group in the inbox; the matrix below has a row of its own. */
const groupOf = (page: Page) => page.locator('tr[data-row]').filter({ hasText: type })
const filtered = `/failures?window=1h&q=${type}`

let first: string
test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ shopBucket, api }) => {
  first = await shopBucket.put(failed(1))
  await Promise.all([shopBucket.put(failed(22)), shopBucket.put(failed(333))])
  await api.waitForIndexed(name, 3)
})

test('failures of one bug are one group, whose count leads to its tasks', async ({ page }) => {
  await page.goto(filtered)
  await expect(groupOf(page)).toHaveCount(1)
  await expect(groupOf(page)).toContainText('shop/mail.py in send')
  await groupOf(page).getByRole('link', { name: '3', exact: true }).click()
  await expect(page).toHaveURL(/q=failure/)
  await expect(taskRows(page)).toHaveCount(3)

  await page.goto(taskPath(first))
  await page.getByRole('link', { name: 'Same failure: 2 others' }).click()
  await expect(page.getByRole('heading', { level: 1, name: type })).toBeVisible()
})

test('a group is shown in full, and copied as an issue that holds hostile text in a fence', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(filtered)
  await groupOf(page).getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name: type })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Newest failure' })).toBeVisible()
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible()
  await page.getByRole('button', { name: 'Copy as issue' }).click()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toContain(type)
  expect(text).toContain('shop/mail.py')
  expect(text).toContain('````')
})

test('what was resolved and fails again has regressed', async ({ page, shopBucket, api }) => {
  await page.goto(filtered)
  await groupOf(page)
    .getByRole('button', { name: /^Resolve/ })
    .click()
  await expect(groupOf(page)).toHaveCount(0)
  await page
    .getByRole('navigation', { name: 'Status' })
    .getByRole('link', { name: /^Resolved/ })
    .click()
  await expect(groupOf(page)).toHaveCount(1)
  await shopBucket.put({ ...failed(4444), doneAt: new Date(Date.now() + 1000) })
  await api.waitForIndexed(name, 4)
  await page.goto(`${filtered}&tab=regressed`)
  await expect(groupOf(page)).toContainText(/regressed/i)
  await groupOf(page)
    .getByRole('button', { name: /^Ignore/ })
    .click()
  await expect(groupOf(page)).toHaveCount(0)
  const { items }: FailureList = await (await api.request.get(`/api/v1/failures?window=1h&text=${type}`)).json()
  expect(items).toMatchObject([{ status: 'ignored', count: 4 }])
})

test('the matrix counts exceptions by time, and its numbers are lists', async ({ page }) => {
  await page.goto('/failures?window=7d')
  const row = page
    .getByRole('row')
    .filter({ hasText: type })
    .filter({ has: page.getByRole('link', { name: '4' }) })
  await row.getByRole('link', { name: '4', exact: true }).first().click()
  await expect(page).toHaveURL(/\/tasks\?/)
  await expect(taskRows(page)).toHaveCount(4)
})

test('the screens of failures are accessible', async ({ page }) => {
  await page.goto('/failures?window=7d&tab=all')
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 844 })
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Newest failure' })).toBeVisible()
  await expectAccessible(page)
})
