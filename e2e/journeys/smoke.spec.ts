import { expect, test } from './journey'

/** What the browser itself reports: hydration that does not fit, keys that are missing, files that are not there. */
const screens = [
  { title: 'Overview', path: '/', heading: 'Overview', settled: 'Failing now' },
  { title: 'Tasks', path: '/tasks', heading: 'Tasks', settled: 'SUCCESS' },
  { title: 'Types', path: '/types', heading: 'Types', settled: 'unhealthy first' },
  { title: 'Failures', path: '/failures', heading: 'Failures', settled: 'By exception and time' },
  { title: 'Workers', path: '/workers', heading: 'Workers', settled: 'Known from what they wrote' },
  { title: 'Queues', path: '/queues', heading: 'Queues', settled: 'Counts are approximate' },
  { title: 'one queue', path: '/queues/celery', heading: 'celery', settled: 'Visibility timeout' },
  { title: 'Sync', path: '/sync', heading: 'Sync', settled: 'Last sweep' },
]

for (const { title, path, heading, settled } of screens) {
  test(`${title} hydrates without a word in the console`, async ({ page }) => {
    const said: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text())
    })
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible()
    await expect(page.getByRole('main').getByText(settled).first()).toBeVisible()
    expect(said).toEqual([])
  })
}

test('a task hydrates without a word in the console', async ({ page, api }) => {
  const said: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text())
  })
  const { taskId, name } = await api.newest({ state: 'SUCCESS', name: 'shop.*' })
  await page.goto(`/tasks/${encodeURIComponent(taskId)}`)
  await expect(page.getByRole('heading', { level: 1, name: name ?? '' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Stored object' })).toBeVisible()
  expect(said).toEqual([])
})

test('an address that leads nowhere says so and offers the screens there are', async ({ page }) => {
  const answer = await page.goto('/no/such/page')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1, name: 'There is no such page' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Tasks' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible()
})
