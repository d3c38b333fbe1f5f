import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { ViewList } from '@/lib/contract/views'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskRows } from './task-rows'

const mark = randomUUID().slice(0, 8)
const name = `journey.views.${mark}`
const listed = `/tasks?${new URLSearchParams({ q: `type:${name}` })}`

test.beforeAll(async ({ shopBucket, api }) => {
  await Promise.all([
    shopBucket.put({ name }),
    shopBucket.put({ name, state: 'FAILURE', exception: { type: 'Timeout', args: ['late'] } }),
  ])
  await api.waitForIndexed(name, 2)
})

test.afterAll(async ({ api }) => {
  const { items }: ViewList = await (await api.request.get('/api/v1/views')).json()
  for (const view of items.filter(({ builtIn }) => !builtIn)) {
    if (view.name.includes(mark)) await api.request.delete(`/api/v1/views/${view.id}`)
  }
})

const viewsButton = (page: Page) => page.getByRole('button', { name: /^View/ })
const choose = async (page: Page, item: string | RegExp) => {
  await viewsButton(page).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('the built-in views are at hand, and one that is changed says so', async ({ page }) => {
  await page.goto('/tasks')
  await choose(page, 'Failed today')
  await expect(page).toHaveURL(/view=builtin-failed-today/)
  await expect(page).toHaveURL(/q=state%3AFAILURE\+finished%3Atoday/)
  await expect(viewsButton(page)).toHaveText('View: Failed today')
  await page.getByRole('navigation', { name: 'Time window' }).getByRole('link', { name: '7 d' }).click()
  await expect(viewsButton(page)).toHaveText('View: Failed todaychanged')
  await choose(page, 'Largest')
  await expect(page.getByRole('columnheader', { name: 'Size' })).toHaveAttribute('aria-sort', 'descending')
  await page.goBack()
  await expect(viewsButton(page)).toHaveText('View: Failed todaychanged')
})

test('a search is saved, opened by its address alone, renamed, changed and deleted, and comes back', async ({
  page,
}) => {
  await page.goto(listed)
  await expect(taskRows(page)).toHaveCount(2)
  await choose(page, 'Save as a new view…')
  const dialog = page.getByRole('dialog', { name: 'Save as a view' })
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await dialog.getByLabel('Name').fill('failed TODAY')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('There is a view "Failed today" already.')).toBeVisible()
  await dialog.getByLabel('Name').fill(`Mine ${mark}`)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(viewsButton(page)).toHaveText(`View: Mine ${mark}`)
  const id = new URL(page.url()).searchParams.get('view')

  await page.goto(`/tasks?view=${id}`)
  await expect(page).toHaveURL(/q=type%3Ajourney/)
  await expect(taskRows(page)).toHaveCount(2)

  await choose(page, `Rename “Mine ${mark}”…`)
  await page.getByRole('textbox', { name: 'Name' }).fill(`Ours ${mark}`)
  await page.getByRole('button', { name: 'Rename view' }).click()
  await expect(viewsButton(page)).toHaveText(`View: Ours ${mark}`)

  await page.getByRole('columnheader', { name: 'Size' }).getByRole('link').click()
  await expect(viewsButton(page)).toHaveText(`View: Ours ${mark}changed`)
  await choose(page, `Save changes to “Ours ${mark}”`)
  await expect(viewsButton(page)).toHaveText(`View: Ours ${mark}`)

  await choose(page, `Delete “Ours ${mark}”`)
  await expect(viewsButton(page)).toHaveText('Views')
  await expect(taskRows(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(viewsButton(page)).toHaveText(`View: Ours ${mark}`)
})

test('a link outlives its view', async ({ page }) => {
  await page.goto(`${listed}&view=nobody-has-this`)
  await expect(page.getByText('The view that this address names was deleted')).toBeVisible()
  await expect(taskRows(page)).toHaveCount(2)
  await page.goto('/tasks?view=nobody-has-this')
  await expect(page.getByText('The view that this address names was deleted')).toBeVisible()
  await expect(taskRows(page).first()).toBeVisible()
})

test('in read-only mode views open, and none is saved', async ({ page }) => {
  await page.route('**/api/v1/features*', async (route) => {
    const features = await (await route.fetch()).json()
    await route.fulfill({ json: { ...features, readOnly: true } })
  })
  await page.goto(listed)
  await viewsButton(page).click()
  const save = page.getByRole('menuitem', { name: /^Save as a new view/ })
  await expect(save).toHaveAttribute('aria-disabled', 'true')
  await expect(save).toContainText('READ_ONLY=true')
  await page.getByRole('menuitem', { name: 'Unfinished' }).click()
  await expect(page).toHaveURL(/view=builtin-unfinished/)
})

test('the menu and the dialog of views are accessible', async ({ page }) => {
  await page.goto('/tasks?view=builtin-retried')
  await viewsButton(page).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Save as a new view…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page)
})
