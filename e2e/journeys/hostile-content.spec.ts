import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from './journey'
import { part, taskPath } from './task-page'
import { taskRows } from './task-rows'

const image = '<img src=x onerror="window.__pwned=1">'
const script = '</script><script>window.__pwned=1</script>'
const ansi = '\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007'
const override = 'invoice\u202Efdp.exe\u202C'
const nul = 'nul\u0000byte'
const everything = [
  image,
  script,
  ansi,
  override,
  nul,
  'مرحبا بالعالم',
  '👩‍👩‍👧‍👦🏳️‍🌈 急須',
  'javascript:window.__pwned=1',
].join(' | ')

const longName = `${image}${override}.${'very_long_name_without_any_break'.repeat(12)}`.slice(0, 400)
const traceback = [
  'Traceback (most recent call last):',
  ...Array.from(
    { length: 300 },
    (_, index) =>
      `  File "/srv/${image}/${override}/frame_${index}.py", line ${index + 1}, in ${script}${nul}\n    raise ${everything}`,
  ),
  `${image}Error: ${everything}`,
  '',
].join('\n')

let queue: string
let failure: string
let success: string
test.beforeAll(async ({ shopBucket, api }) => {
  queue = `${image}${randomUUID().slice(0, 8)}`
  const common = {
    name: longName,
    queue,
    worker: `${script}${override}@host`,
    args: [everything, { [image]: everything }],
  }
  failure = await shopBucket.put({
    ...common,
    taskId: `journey/${image}/${override}/${randomUUID()}`,
    state: 'FAILURE',
    exception: { type: `${image}Error`, module: script, args: [everything, { [script]: everything }] },
    traceback,
    kwargs: { [everything]: everything },
  })
  success = await shopBucket.put({
    ...common,
    result: JSON.stringify(everything.repeat(2_000_000 / everything.length)),
  })
  await expect.poll(async () => (await api.tasks({ queue })).total.count).toBe(2)
})

/** Nothing of what was stored has become a part of the page, has run, or can be seen to hide something. */
async function expectInert(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    pwned: '__pwned' in window,
    elements: document.querySelectorAll(
      'main img, main script, main iframe, [onerror], [onload], a[href^="javascript:"]',
    ).length,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    acting: /[\u0000\u001b\u202a-\u202e]/.exec(document.querySelector('main')?.textContent ?? '')?.[0] ?? null,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }))
  expect(found).toEqual({ pwned: false, elements: 0, acting: null, sideways: 0 })
}

test.beforeEach(async ({ page }) => {
  page.on('dialog', (dialog) => {
    throw new Error(`A dialog opened: ${dialog.message()}`)
  })
})

for (const width of [1440, 390]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 900 } })

    test('hostile names, arguments and messages are text in the list', async ({ page }) => {
      await page.goto(`/tasks?${new URLSearchParams({ queue })}`)
      await expect(page.getByRole('checkbox', { name: `Select ${longName}` })).toHaveCount(2)
      await expect(page.getByText(`${image}Error`).first()).toBeVisible()
      await expectInert(page)
    })

    test('a hostile failure with 300 frames is text on its page', async ({ page }) => {
      await page.goto(taskPath(failure))
      const failed = part(page, 'Traceback')
      await expect(failed.getByText('300 frames')).toBeVisible()
      await expect(failed.getByText('frame_299.py:300')).toBeVisible()
      await expectInert(page)
      await failed.getByRole('button', { name: /^\d+ frames$/ }).click()
      await expect(failed.getByText('frame_150.py:151')).toBeVisible()
      await expectInert(page)
      await failed.getByRole('button', { name: 'text', exact: true }).first().click()
      await expect(failed.getByText('Traceback (most recent call last):')).toBeVisible()
      await expectInert(page)
      await page.getByRole('main').getByText('Stored document', { exact: false }).first().click()
      await expectInert(page)
    })

    test('of a hostile string of 2 MB the beginning is drawn, and its page stays usable', async ({ page }) => {
      await page.goto(taskPath(success))
      await expect(page.getByRole('heading', { name: 'Result', exact: true })).toBeVisible()
      await expect(page.getByText(/^text of 1,\d{3},\d{3} characters/)).toBeVisible()
      await page
        .getByRole('button', { name: /^show [\d,]+ more of/ })
        .first()
        .click()
      await expectInert(page)
    })

    test('hostile failures are text on the overview', async ({ page, api }) => {
      const [summary] = (await api.tasks({ queue, state: 'FAILURE' })).items
      // Whether the live demo has something newer by now is not the point.
      await page.route('**/api/v1/overview?*', async (route) => {
        const overview = await (await route.fetch()).json()
        const [group] = overview.failing
        overview.latestFailures = [summary, summary]
        overview.unfinished.oldest = [{ ...summary, taskId: 'another' }]
        overview.failing = [{ ...group, exceptionType: `${image}Error`, name: longName, message: everything }]
        await route.fulfill({ json: overview })
      })
      await page.goto('/')
      await expect(page.getByRole('heading', { name: 'Failing now' })).toBeVisible()
      await expect(page.getByText(`${image}Error`).first()).toBeVisible()
      await expectInert(page)
    })
  })
}

test('a hostile task can be opened, edited and searched for like any other', async ({ page }) => {
  await page.goto(`/tasks?${new URLSearchParams({ queue, state: 'FAILURE' })}`)
  await taskRows(page).first().getByRole('link').click()
  await page.getByRole('button', { name: 'Retry task' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Keyword arguments')).toHaveValue(/onerror/)
  await expect(dialog.getByLabel('Positional arguments')).toHaveAttribute('aria-invalid', 'false')
  await expectInert(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.goto('/tasks')
  await page.getByRole('combobox', { name: 'Search tasks' }).pressSequentially('queue:<img')
  await page.getByRole('option', { name: queue }).click()
  await expect(taskRows(page)).toHaveCount(2)
  await expectInert(page)
})
