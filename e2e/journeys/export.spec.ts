import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskRows } from './task-rows'

const name = `journey.export.${randomUUID().slice(0, 8)}`
const listed = `/tasks?${new URLSearchParams({ q: `type:${name}` })}`
const stream = '**/api/v1/export?*'

test.beforeAll(async ({ shopBucket, api }) => {
  await Promise.all([
    shopBucket.put({ name, args: ['=1+1', 'two\nlines', 'a "quote"'] }),
    shopBucket.put({ name, state: 'FAILURE', exception: { type: 'Timeout', args: ['late, and "how"'] } }),
    shopBucket.put({ name, result: '12345678901234567890' }),
  ])
  await api.waitForIndexed(name, 3)
})

// The browser's own question where to save cannot be answered from here; without it, exports are downloads.
test.beforeEach(({ page }) => page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker')))

async function openDialog(page: Page) {
  await page.goto(listed)
  await expect(taskRows(page)).toHaveCount(3)
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: 'Export tasks' })
  await expect(dialog).toContainText('3 tasks of the last 24 hours, newest first, that match:')
  await expect(dialog).toContainText(`type:${name}`)
  return dialog
}

for (const { format, extension } of [
  { format: 'CSV', extension: 'csv' },
  { format: 'JSON Lines', extension: 'jsonl' },
]) {
  test(`a list is saved as ${format}, whole and with what was asked for`, async ({ page, api }) => {
    const dialog = await openDialog(page)
    await dialog.getByRole('radio', { name: format }).check()
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Export 3 tasks' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(new RegExp(`^tasks-\\d{4}-\\d\\d-\\d\\d-\\d{4}\\.${extension}$`))
    const text = await readFile(await file.path(), 'utf8')
    const { items } = await api.tasks({ name })
    for (const { taskId } of items) expect(text).toContain(taskId)
    if (extension === 'jsonl') {
      const rows = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(rows.map(({ taskId }) => taskId)).toEqual(items.map(({ taskId }) => taskId))
    }
    const done = page.getByRole('dialog', { name: 'Exported' })
    await expect(done).toContainText('3 tasks, ')
    await expect(done.getByRole('button', { name: 'Close' }).last()).toBeFocused()
  })
}

test('an export that breaks off says so, saves nothing, and can be tried again', async ({ page }) => {
  const downloads: unknown[] = []
  page.on('download', (download) => downloads.push(download))
  await page.route(stream, (route) =>
    route.fulfill({ contentType: 'text/csv', headers: { 'x-total-count': '3' }, body: 'taskId\r\na\r\nb\r\n"cut o' }),
  )
  const dialog = await openDialog(page)
  await dialog.getByRole('button', { name: 'Export 3 tasks' }).click()
  const failed = page.getByRole('dialog', { name: 'The export failed' })
  await expect(failed).toContainText('broke off')
  await expect(failed).toContainText('after 2 tasks')
  await expect(failed).toContainText('Nothing was saved.')
  expect(downloads).toEqual([])
  await page.unroute(stream)
  await failed.getByRole('button', { name: 'Try again' }).click()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export 3 tasks' }).click()
  await download
})

test('an export shows how far it is, and can be cancelled', async ({ page }) => {
  // An answer that goes on for as long as somebody reads it.
  await page.addInitScript(() => {
    const fetched = window.fetch
    window.fetch = (input, init) => {
      if (!String(input).includes('/api/v1/export')) return fetched(input, init)
      let timer: ReturnType<typeof setInterval>
      const body = new ReadableStream({
        start(controller) {
          const line = new TextEncoder().encode('a\r\n')
          timer = setInterval(() => controller.enqueue(line), 20)
          init?.signal?.addEventListener('abort', () => {
            clearInterval(timer)
            controller.error(init.signal?.reason)
          })
        },
        cancel: () => clearInterval(timer),
      })
      return Promise.resolve(new Response(body, { headers: { 'x-total-count': '1000000' } }))
    }
  })
  const dialog = await openDialog(page)
  await dialog.getByRole('button', { name: 'Export 3 tasks' }).click()
  const running = page.getByRole('dialog', { name: 'Exporting…' })
  await expect(running).toContainText(/\d+ of 1,000,000 tasks · \d/)
  await expect(running.getByRole('progressbar', { name: 'Export' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(running).toBeVisible()
  await running.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Export cancelled')).toBeVisible()
  await expect(page.getByText('Nothing was saved.')).toBeVisible()
})

test('the dialog of an export is accessible', async ({ page }) => {
  await openDialog(page)
  await expectAccessible(page)
})
