import { randomUUID } from 'node:crypto'
import { expect, test } from './journey'
import { listOf, taskRows } from './task-rows'

// A type of its own, so that what the demo's workers go on storing changes nothing here.
const name = `journey.list.${randomUUID().slice(0, 8)}`
const minute = 60_000

test.beforeAll(async ({ shopBucket, api }) => {
  const now = Date.now()
  const exception = { type: 'Timeout', args: ['timed out after 30 s'] }
  await Promise.all([
    ...Array.from({ length: 48 }, (_, index) =>
      shopBucket.put({
        name,
        queue: index < 6 ? 'emails' : 'celery',
        result: index === 30 ? JSON.stringify('x'.repeat(9000)) : String(index),
        doneAt: new Date(now - (index + 1) * minute),
      }),
    ),
    ...Array.from({ length: 12 }, (_, index) =>
      shopBucket.put({ name, state: 'FAILURE', exception, doneAt: new Date(now - (index + 100) * minute) }),
    ),
    shopBucket.put({ name: `${name}.old`, doneAt: new Date(now - 3 * 24 * 60 * minute) }),
  ])
  await api.waitForIndexed(`${name}*`, 61)
})

test('state tabs count, filter the list, and are in the address', async ({ page }) => {
  await page.goto(listOf(name))
  const states = page.getByRole('navigation', { name: 'States' })
  await expect(states.getByRole('link', { name: 'All 60' })).toHaveAttribute('aria-current', 'page')
  await states.getByRole('link', { name: 'FAILURE 12' }).click()
  await expect(page).toHaveURL(/[?&]state=FAILURE/)
  await expect(taskRows(page)).toHaveCount(12)
  await expect(taskRows(page).filter({ hasText: 'Timeout: timed out after 30 s' })).toHaveCount(12)
  await expect(states.getByRole('link', { name: 'SUCCESS 48' })).toBeVisible()
  await page.goBack()
  await expect(states.getByRole('link', { name: 'All 60' })).toHaveAttribute('aria-current', 'page')
  await expect(taskRows(page)).toHaveCount(50)
})

test('a qualifier typed into the search is completed and becomes a chip', async ({ page }) => {
  await page.goto(listOf(name))
  const search = page.getByRole('combobox', { name: 'Search tasks' })
  await search.pressSequentially('queue:em')
  await page.getByRole('option', { name: 'emails' }).click()
  await expect(page).toHaveURL(/[?&]queue=emails/)
  await expect(search).toHaveValue('')
  await expect(taskRows(page)).toHaveCount(6)
  const chips = page.getByRole('list', { name: 'Filters' })
  await chips.getByRole('link', { name: 'Remove queue emails' }).click()
  await expect(page).not.toHaveURL(/queue=/)
  await expect(taskRows(page)).toHaveCount(50)
})

test('Enter takes what was typed: filters become chips, the rest is searched for', async ({ page }) => {
  await page.goto(listOf(name))
  const search = page.getByRole('combobox', { name: 'Search tasks' })
  await search.pressSequentially('state:failure timed')
  await search.press('Enter')
  await expect(page.getByRole('link', { name: 'Remove state FAILURE' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Remove text timed' })).toBeVisible()
  await expect(search).toHaveValue('')
  await expect(page).toHaveURL(/state=FAILURE.*q=timed|q=timed.*state=FAILURE/)
  await expect(taskRows(page)).toHaveCount(12)
})

test('task names are suggested from what has been seen', async ({ page }) => {
  await page.goto('/tasks')
  await page.getByRole('combobox', { name: 'Search tasks' }).pressSequentially(`type:${name}`)
  await page.getByRole('option', { name: `${name}.old` }).click()
  await expect(page.getByRole('link', { name: `Remove name ${name}.old` })).toBeVisible()
})

test('the window is a chip, and without it nothing is left out', async ({ page }) => {
  await page.goto(listOf(`${name}*`))
  const states = page.getByRole('navigation', { name: 'States' })
  await expect(states.getByRole('link', { name: 'All 60' })).toBeVisible()
  await page.getByRole('link', { name: 'Remove window last 24 hours' }).click()
  await expect(page).toHaveURL(/[?&]window=all/)
  await expect(states.getByRole('link', { name: 'All 61' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Time window' }).getByRole('link', { name: '1 h' }).click()
  await expect(page).toHaveURL(/[?&]window=1h/)
  await expect(states.getByRole('link', { name: 'All 48' })).toBeVisible()
})

test('the list sorts by a column and turns round', async ({ page }) => {
  await page.goto(listOf(name))
  const head = page.getByRole('columnheader', { name: 'Size' })
  await head.getByRole('link').click()
  await expect(page).toHaveURL(/[?&]sort=sizeBytes/)
  await expect(head).toHaveAttribute('aria-sort', 'descending')
  await expect(taskRows(page).first()).toContainText('9.3 kB')
  await head.getByRole('link').click()
  await expect(page).toHaveURL(/[?&]order=asc/)
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  await expect(taskRows(page).first()).not.toContainText('kB')
})

test('older pages follow, and Newer and Back lead to the ones before', async ({ page }) => {
  await page.goto(listOf(name))
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await expect(taskRows(page)).toHaveCount(50)
  const first = await taskRows(page).first().textContent()
  await pages.getByRole('link', { name: 'Older' }).click()
  await expect(taskRows(page)).toHaveCount(10)
  await expect(pages.getByRole('button', { name: 'Older' })).toBeDisabled()
  await pages.getByRole('link', { name: 'Newer' }).click()
  await expect(taskRows(page)).toHaveCount(50)
  await page.goBack()
  await expect(taskRows(page)).toHaveCount(10)
  await page.goBack()
  await expect(taskRows(page)).toHaveCount(50)
  // The ages tick, the rest of the row stays.
  await expect(taskRows(page).first()).toContainText((first ?? '').slice(0, 40))
})

test('Back from a task finds the list where it was left', async ({ page }) => {
  await page.goto(listOf(name))
  const row = taskRows(page).nth(44)
  const link = row.getByRole('link')
  await link.scrollIntoViewIfNeeded()
  const scrolled = await page.evaluate(() => window.scrollY)
  expect(scrolled).toBeGreaterThan(500)
  await link.click()
  await expect(page.getByRole('heading', { name: 'Stored object' })).toBeVisible()
  await page.goBack()
  await expect(taskRows(page)).toHaveCount(50)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(scrolled)
})

test('an empty list says why and offers the way out', async ({ page }) => {
  await page.goto(listOf(`${name}.old`))
  await expect(page.getByRole('heading', { name: 'Nothing matches in the last 24 hours' })).toBeVisible()
  await page.getByRole('link', { name: 'Widen to 7 days' }).click()
  await expect(page).toHaveURL(/[?&]window=7d/)
  await expect(taskRows(page)).toHaveCount(1)
})

test('an empty list offers to drop the filter that emptied it', async ({ page }) => {
  await page.goto(listOf(name, { queue: 'nobody-has-this' }))
  await expect(page.getByRole('heading', { name: 'Nothing matches in the last 24 hours' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'queue nobody-has-this', exact: true }).click()
  await expect(taskRows(page)).toHaveCount(50)
})

test('an address with values that mean nothing says which were left out', async ({ page }) => {
  await page.goto(listOf(name, { sort: 'colour' }))
  await expect(page.getByText('they were left out: sort')).toBeVisible()
  await expect(taskRows(page)).toHaveCount(50)
})

const failures = [
  {
    what: 'a database that fails',
    answer: {
      status: 500,
      json: { error: { code: 'index_failed', message: 'The index could not be read: the disk is full.' } },
    },
    sentence: 'The index could not be read: the disk is full.',
  },
  { what: 'a dashboard that is not there', answer: null, sentence: 'The dashboard cannot be reached.' },
  {
    what: 'a proxy that answers with its own page',
    answer: { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' },
    sentence: 'Is a proxy or a sign-in page in between?',
  },
]

for (const { what, answer, sentence } of failures) {
  test(`${what} is said where the list would be, and a second try recovers`, async ({ page }) => {
    const tasks = /\/api\/v1\/tasks\?/
    await page.route(tasks, (route) => (answer ? route.fulfill(answer) : route.abort()))
    await page.goto(listOf(name))
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText('The tasks could not be loaded')
    await expect(alert).toContainText(sentence)
    await page.unroute(tasks)
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expect(taskRows(page)).toHaveCount(50)
    await expect(alert).toHaveCount(0)
  })
}
