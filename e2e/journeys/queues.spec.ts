import { expect, test } from './journey'
import { taskRows } from './task-rows'

const figure = /^≈?[\d,]+$/

test('queues show their depth, which is approximate, and where their dead letters go', async ({ page }) => {
  await page.goto('/queues')
  const main = page.getByRole('main')
  await expect(
    main.getByText(/≈?[\d,]+ waiting and ≈?[\d,]+ in flight in 3 queues, ≈[\d,]+ dead letters/),
  ).toBeVisible()
  await expect(main.getByText(/Counts are approximate, read/)).toBeVisible()
  for (const queue of ['celery', 'emails', 'reports']) {
    const row = main.getByRole('row').filter({ has: page.getByRole('link', { name: queue, exact: true }) })
    const [waiting, inFlight, delayed] = [2, 4, 5].map((column) => row.getByRole('cell').nth(column - 1))
    for (const cell of [waiting, inFlight, delayed]) await expect(cell ?? row).toHaveText(figure)
    await expect(row.getByRole('link', { name: /^≈\d+ shared$/ })).toHaveAttribute('href', '/queues/dead-letters')
  }
  const dead = main.getByRole('row').filter({ has: page.getByRole('link', { name: 'dead-letters', exact: true }) })
  await expect(dead).toContainText('dead letters of celery, emails, reports')
  await expect(dead.getByRole('cell').nth(1)).toHaveText(/^≈\d+$/)
})

test('a queue leads to its dead letters, and they lead back to their sources', async ({ page }) => {
  await page.goto('/queues')
  await page.getByRole('main').getByRole('link', { name: 'celery', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'celery' })).toBeVisible()
  const attribute = (label: string) =>
    page.getByRole('term').filter({ hasText: label }).locator('xpath=following-sibling::dd')
  await expect(attribute('Visibility timeout')).toHaveText('30 s')
  await expect(attribute('Dead-letter queue')).toContainText('after 3 receives')
  await attribute('Dead-letter queue').getByRole('link', { name: 'dead-letters' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'dead-letters' })).toBeVisible()
  for (const source of ['celery', 'emails', 'reports'])
    await expect(attribute('Dead letters of').getByRole('link', { name: source })).toBeVisible()
  await expect(page.getByRole('main').getByText('until moved back or expired')).toBeVisible()
})

test('a queue page leads to the tasks of the queue and has its readings as a table', async ({ page }) => {
  await page.goto('/queues/emails')
  await page.getByRole('button', { name: 'Table' }).click()
  const readings = page.getByRole('region', { name: 'Readings' }).getByRole('table')
  await expect(readings.getByRole('columnheader')).toContainText(['Time', 'Waiting', 'In flight'])
  await expect(readings.getByRole('row').nth(1).getByRole('cell').first()).toHaveText(figure)
  await page.getByRole('link', { name: 'Tasks of this queue' }).click()
  await expect(page).toHaveURL('/tasks?queue=emails')
  await expect(taskRows(page).first()).toContainText('emails')
})

test('a message with a countdown is counted as delayed', async ({ page, api }) => {
  await page.goto('/queues/reports')
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Delayed' })).toBeVisible()
  const sent = await api.request.post('/api/v1/tasks', {
    data: { name: 'shop.search.tasks.rebuild_suggestions', args: '[]', kwargs: '{}', queue: 'reports', countdown: 600 },
  })
  expect(sent.status()).toBe(201)
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'Delayed' })).toContainText(
    /Delayed≈[1-9]/,
  )
})

test('a queue that is not there is told from one that is empty', async ({ page }) => {
  await page.goto('/queues/no%20such%20queue')
  await expect(page.getByRole('heading', { name: 'This queue is not watched' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'All queues' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Queues' })).toBeVisible()
})
