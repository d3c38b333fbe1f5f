import { randomUUID } from 'node:crypto'
import { expect, test } from './journey'
import { taskPath } from './task-page'
import { listOf, taskRows } from './task-rows'

const name = `journey.keys.${randomUUID().slice(0, 8)}`
let ids: string[]
test.beforeAll(async ({ shopBucket, api }) => {
  ids = await Promise.all(
    [1, 2, 3].map((minutes) => shopBucket.put({ name, doneAt: new Date(Date.now() - minutes * 60_000) })),
  )
  await api.waitForIndexed(name, 3)
})

test('rows are walked, selected and opened with keys alone', async ({ page }) => {
  await page.goto(listOf(name))
  await expect(taskRows(page)).toHaveCount(3)
  const link = (row: number) => taskRows(page).nth(row).getByRole('link')
  const box = (row: number) => taskRows(page).nth(row).getByRole('checkbox')
  await page.keyboard.press('j')
  await expect(link(0)).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(link(2)).toBeFocused()
  await page.keyboard.press('k')
  await expect(link(1)).toBeFocused()
  await page.keyboard.press('x')
  await expect(box(1)).toBeChecked()
  await page.keyboard.press('k')
  await page.keyboard.press('Shift+X')
  await expect(box(0)).toBeChecked()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/\d selected/)).toHaveCount(0)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(taskPath(ids[1] ?? ''))
})

test('the search is at hand, and nothing else happens while one types in it', async ({ page }) => {
  await page.goto(listOf(name))
  await expect(taskRows(page)).toHaveCount(3)
  const search = page.getByRole('combobox', { name: 'Search tasks' })
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('')
  await page.keyboard.type('jkxfrn?gtgo/')
  await expect(search).toHaveValue('jkxfrn?gtgo/')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText(/\d selected/)).toHaveCount(0)
  await expect(page).toHaveURL(listOf(name))
  await expect(page.getByRole('listbox')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toHaveCount(0)
  await expect(search).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(search).not.toBeFocused()
})

test('two keys lead from screen to screen', async ({ page }) => {
  await page.goto('/')
  const title = page.getByRole('heading', { level: 1 })
  await expect(page.getByRole('heading', { name: 'Failing now' })).toBeVisible()
  for (const [keys, heading] of [
    ['gt', 'Tasks'],
    ['gq', 'Queues'],
    ['ga', 'Activity'],
    ['go', 'Overview'],
  ] as const) {
    // The second key has to come soon after the first; a busy machine may not manage that at once.
    await expect(async () => {
      for (const key of keys) await page.keyboard.press(key)
      await expect(title).toHaveText(heading, { timeout: 5_000 })
    }).toPass()
  }
})

test('the help lists the keys of the screen, and behind it nothing acts', async ({ page }) => {
  await page.goto(listOf(name))
  await expect(taskRows(page)).toHaveCount(3)
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  for (const label of ['Next row', 'Previous row', 'Select', 'Open', 'Search tasks', 'Go to Queues', 'Show this help'])
    await expect(help.getByRole('term').filter({ hasText: new RegExp(`^${label}$`) })).toBeVisible()
  for (const key of ['j', 'x', 'g', 'q']) await page.keyboard.press(key)
  await expect(help).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(taskRows(page).getByRole('checkbox', { checked: true })).toHaveCount(0)
  await expect(page).toHaveURL(listOf(name))
})

test('Escape closes one layer at a time', async ({ page }) => {
  await page.goto(listOf(name))
  await expect(taskRows(page)).toHaveCount(3)
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('f')
  const dialog = page.getByRole('dialog', { name: 'Forget 2 results?' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('2 selected')).toBeHidden()

  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Stored object' })).toBeVisible()
  await page.keyboard.press('r')
  const retry = page.getByRole('dialog', { name: `Retry ${name}` })
  await expect(retry.getByRole('button', { name: 'Send task' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(retry).toBeHidden()
  await expect(page).toHaveURL(taskPath(ids[1] ?? ''))
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(listOf(name))
})

test('a dialog keeps the focus and gives it back', async ({ page }) => {
  await page.goto(taskPath(ids[2] ?? ''))
  const button = page.getByRole('button', { name: 'Retry task' })
  await button.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Send task' })).toBeFocused()
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('Tab')
    await expect(dialog.locator(':focus')).toHaveCount(1)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()
})

test('a value is walked as a tree with the arrow keys', async ({ page, shopBucket }) => {
  const taskId = await shopBucket.put({ name: 'journey.keys.tree', result: '{"a": [1, 2], "b": "end"}' })
  await page.goto(taskPath(taskId))
  const tree = page.getByRole('tree', { name: 'result' })
  const branch = tree.getByRole('treeitem', { name: 'a:' })
  await branch.focus()
  await expect(branch).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(branch).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowDown')
  await expect(tree.getByRole('treeitem', { name: 'b: "end"' })).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(tree.getByRole('treeitem', { name: '0: 1' })).toBeFocused()
})
