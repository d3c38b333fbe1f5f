import type { Page } from '@playwright/test'
import { expect, test } from './journey'
import { pollTimes } from './poll-times'
import { taskPath } from './task-page'
import { taskRows } from './task-rows'

declare global {
  interface Window {
    /** The sum of what the browser reports as layout shifts that nobody asked for. */
    shifted: number
  }
}

/** From here on the browser's own measure of what moved. */
async function watchShifts(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.shifted = 0
    new PerformanceObserver((list) => {
      // The type of the entry is not in TypeScript's library.
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) window.shifted += entry.value
    }).observe({ type: 'layout-shift' })
  })
}

const screens = [
  { title: 'Tasks', path: '/tasks', polled: /\/api\/v1\/states\?/, settled: (page: Page) => taskRows(page).nth(20) },
  {
    title: 'Overview',
    path: '/',
    polled: /\/api\/v1\/overview\?/,
    settled: (page: Page) => page.getByRole('main').getByRole('img').first(),
  },
  {
    title: 'Types',
    path: '/types',
    polled: /\/api\/v1\/types\?/,
    settled: (page: Page) => page.getByRole('row').nth(3),
  },
  {
    title: 'Failures',
    path: '/failures',
    polled: /\/api\/v1\/failures\?/,
    settled: (page: Page) => page.getByRole('row').nth(3),
  },
  {
    title: 'Workers',
    path: '/workers',
    polled: /\/api\/v1\/workers/,
    settled: (page: Page) => page.getByRole('row').nth(2),
  },
  {
    title: 'Queues',
    path: '/queues',
    polled: /\/api\/v1\/queues/,
    settled: (page: Page) => page.getByRole('link', { name: 'reports', exact: true }),
  },
]

for (const { title, path, polled, settled } of screens) {
  test(`${title} does not move while it is kept up to date`, async ({ page }) => {
    await page.clock.install()
    await page.goto(path)
    await expect(settled(page)).toBeVisible()
    await pollTimes(page, polled, 1)
    await watchShifts(page)
    await pollTimes(page, polled, 5)
    expect(await page.evaluate(() => window.shifted)).toBeLessThan(0.02)
  })
}

async function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value })
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value === 'hidden' })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, state)
}

test('a hidden tab asks for nothing, and catches up when it is seen again', async ({ page, shopBucket }) => {
  const running = await shopBucket.put({ name: 'journey.hidden', state: 'STARTED', result: '{"pid": 7}' })
  await page.clock.install()
  for (const path of ['/', '/tasks', '/queues', '/sync', taskPath(running)]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const loaded = page.waitForResponse(/\/api\/v1\/sync/)
    await page.clock.fastForward('00:11')
    await loaded
    await setVisibility(page, 'hidden')
    await page.waitForLoadState('networkidle')
    const asked: string[] = []
    const note = (request: { url(): string }) => {
      if (request.url().includes('/api/v1/')) asked.push(request.url())
    }
    page.on('request', note)
    for (let minutes = 0; minutes < 3; minutes += 1) await page.clock.fastForward('01:00')
    expect(asked).toEqual([])
    page.off('request', note)
    const again = page.waitForRequest(/\/api\/v1\//)
    await setVisibility(page, 'visible')
    await page.clock.fastForward('01:00')
    await again
  }
})
