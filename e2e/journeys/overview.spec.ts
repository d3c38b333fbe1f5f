import type { Page } from '@playwright/test'
import type { Overview } from '@/lib/contract/overview'
import { expect, test } from './journey'
import { taskRows } from './task-rows'

/** Lets the page have the overview as it is now, and keeps it at that: figures and links can then be compared at leisure. */
async function holdOverview(page: Page): Promise<() => Overview> {
  let held: Overview | undefined
  await page.route('**/api/v1/overview?*', async (route) => {
    if (!held) held = await (await route.fetch()).json()
    await route.fulfill({ json: held })
  })
  return () => {
    if (!held) throw new Error('The page has not asked for the overview yet.')
    return held
  }
}

const number = (value: number) => value.toLocaleString('en-US')

test('each figure leads to the list it counts, with the same filter and window', async ({ page }) => {
  const overview = await holdOverview(page)
  await page.goto('/?window=7d')
  const figure = (label: string) => page.getByRole('main').getByRole('link', { name: new RegExp(`^${label}`) })
  await expect(figure('Finished')).toBeVisible()
  const { finished, unfinished, waiting, stored, from } = overview()
  await expect(figure('Finished')).toContainText(number(finished))
  await expect(figure('Unfinished')).toContainText(number(unfinished.count))
  await expect(figure('Waiting')).toContainText(number(waiting?.visible ?? 0))
  await expect(figure('Stored')).toContainText(`${number(stored.objects)} objects`)

  await figure('Finished').click()
  await expect(page).toHaveURL(/\/tasks\?/)
  const address = new URL(page.url()).searchParams
  expect(address.getAll('state').toSorted()).toEqual(['FAILURE', 'REVOKED', 'SUCCESS'])
  expect(address.get('from')).toBe(from)
  await expect(taskRows(page).filter({ hasText: /^(SUCCESS|FAILURE|REVOKED)/ })).toHaveCount(50)

  await page.goBack()
  await figure('Failure rate').click()
  await expect(page).toHaveURL(/state=FAILURE/)
  await expect(page).toHaveURL(new RegExp(`from=${encodeURIComponent(from)}`))
  await expect(taskRows(page).filter({ hasNotText: 'FAILURE' })).toHaveCount(0)
  await expect(taskRows(page).first()).toBeVisible()

  await page.goBack()
  await figure('Unfinished').click()
  await expect(page).toHaveURL(/window=all/)
  await page.goBack()
  await figure('Waiting').click()
  await expect(page).toHaveURL('/queues')
})

test('a group of failures and a failure lead to their pages', async ({ page }) => {
  const overview = await holdOverview(page)
  await page.goto('/?window=7d')
  const failing = page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Failing now' }) })
  await expect(failing.getByRole('row').nth(1)).toBeVisible()
  const [group] = overview().failing
  await failing.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(`/failures/${group?.fingerprint}`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(group?.exceptionType ?? '')

  await page.goBack()
  const latest = page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Latest failures' }) })
  await latest.getByRole('listitem').first().getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Stored object' })).toBeVisible()
})

test('the window is in the address, and Back undoes its choice', async ({ page }) => {
  await page.goto('/')
  const windows = page.getByRole('navigation', { name: 'Time window' })
  await expect(windows.getByRole('link', { name: '24 h' })).toHaveAttribute('aria-current', 'true')
  const chart = page.getByRole('heading', { name: /^Finished per/ })
  const inADay = await chart.textContent()
  await windows.getByRole('link', { name: '30 d' }).click()
  await expect(page).toHaveURL('/?window=30d')
  await expect(windows.getByRole('link', { name: '30 d' })).toHaveAttribute('aria-current', 'true')
  await expect(chart).not.toHaveText(inADay ?? '')
  await page.goBack()
  await expect(windows.getByRole('link', { name: '24 h' })).toHaveAttribute('aria-current', 'true')
  await expect(chart).toHaveText(inADay ?? '')
})

test('behind the chart is a table with the same numbers, each a link', async ({ page }) => {
  const overview = await holdOverview(page)
  await page.goto('/')
  await page.getByRole('button', { name: 'Table' }).click()
  const table = page.getByRole('table', { name: /^Tasks of the last 24 hours: [\d,]+ finished/ })
  await expect(table).toBeVisible()
  const { series } = overview()
  await expect(table.getByRole('row')).toHaveCount(series.length + 1)
  const column = (await table.getByRole('columnheader').allTextContents()).indexOf('SUCCESS')
  expect(column).toBeGreaterThan(0)
  const newest = series.at(-1)?.counts.find(({ state }) => state === 'SUCCESS')?.count ?? 0
  // The row's head is no cell.
  const cell = table
    .getByRole('row')
    .nth(1)
    .getByRole('cell')
    .nth(column - 1)
  await expect(cell).toHaveText(number(newest))

  const link = table
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
    .first()
    .getByRole('link')
    .last()
  await link.click()
  await expect(page).toHaveURL(/\/tasks\?state=.*from=.*to=/)
  await expect(taskRows(page).first()).toBeVisible()
})
