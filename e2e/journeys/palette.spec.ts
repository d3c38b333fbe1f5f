import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskPath } from './task-page'
import { taskRows } from './task-rows'

const name = `journey.palette.${randomUUID().slice(0, 8)}`
let taskId: string
test.beforeAll(async ({ shopBucket, api }) => {
  taskId = await shopBucket.put({ name })
  await api.waitForIndexed(name, 1)
})

const input = (page: Page) => page.getByRole('combobox', { name: 'Command palette' })
const chosen = (page: Page) => page.getByRole('option', { selected: true })

/** The code of the palette comes when the browser is idle; keys pressed before that are kept. */
async function openPalette(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(input(page)).toBeFocused({ timeout: 2_000 })
  }).toPass()
}

test('a task is found by the beginning of its id, or by an id that was pasted', async ({ page }) => {
  await page.goto('/')
  await openPalette(page)
  await page.keyboard.insertText(taskId.slice(0, 13))
  await expect(chosen(page)).toContainText(taskId)
  await expect(chosen(page)).toContainText(name)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(taskPath(taskId))
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  const nobodys = randomUUID()
  await openPalette(page)
  await expect(page.getByRole('group', { name: 'Recent' })).toContainText(taskId)
  await page.keyboard.insertText(`  ${nobodys}\n`)
  await expect(chosen(page)).toContainText('not in the index')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(taskPath(nobodys))
})

test('types, queues and views are reached by name, and the search of tasks is always there', async ({ page }) => {
  await page.goto('/')
  await openPalette(page)
  await page.keyboard.type(name)
  await expect(chosen(page)).toHaveText(name)
  await expect(page.getByRole('option').last()).toHaveText(`Search tasks for “${name}”`)
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/tasks\\?q=${name}`))
  await expect(taskRows(page)).toHaveCount(1)

  await openPalette(page)
  await page.keyboard.type('failed tod')
  await expect(chosen(page)).toContainText('Failed today')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/view=builtin-failed-today/)

  await openPalette(page)
  await page.keyboard.type('reports')
  await expect(page.getByRole('group', { name: 'Queues' }).getByRole('option', { name: 'reports' })).toBeVisible()
  await page.getByRole('group', { name: 'Queues' }).getByRole('option', { name: 'reports' }).click()
  await expect(page).toHaveURL('/queues/reports')
})

test('actions are done by name; their dialogs get the focus, and give it back', async ({ page }) => {
  await page.goto('/tasks')
  const search = page.getByRole('combobox', { name: /^Search tasks/ }).first()
  await search.focus()
  await openPalette(page)
  await page.keyboard.press('Escape')
  await expect(input(page)).toBeHidden()
  await expect(search).toBeFocused()

  await openPalette(page)
  await page.keyboard.type('send a')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Send task' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(input(page)).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await openPalette(page)
  await page.keyboard.type('export')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Export tasks' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.emulateMedia({ colorScheme: 'light' })
  await openPalette(page)
  await page.keyboard.type('dark theme')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('it is in the help, in the rail and on a phone, and accessible', async ({ page }) => {
  await page.goto('/queues')
  await expect(page.getByRole('heading', { level: 1, name: 'Queues' })).toBeVisible()
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(async () => {
    await page.keyboard.press('?')
    await expect(help).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expect(help).toContainText('Go to anything')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Go to…' }).click()
  await expect(page.getByRole('option').nth(5)).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.type('shop')
  await expect(page.getByRole('group', { name: 'Types' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  const button = page.getByRole('button', { name: 'Go to anything' })
  await button.click()
  await expect(input(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
})
