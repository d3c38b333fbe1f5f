import type { Page } from '@playwright/test'
import { expect, test } from './journey'
import { taskPath } from './task-page'

/** Longer than the frame needs to ask for everything it shows, and to be answered. */
const lateMs = 1500

/** The scripts that a page has and another one has not. */
async function ownScripts(page: Page, path: string, other: string): Promise<Set<string>> {
  const scriptsOf = async (of: string) => {
    const html = await (await page.request.get(of)).text()
    return new Set([...html.matchAll(/<script src="([^"]+)"/g)].map(([, src = '']) => src))
  }
  const others = await scriptsOf(other)
  return new Set([...(await scriptsOf(path))].filter((src) => !others.has(src)))
}

/**
 * On a busy machine the code of a screen is there later than that of the frame around it. What the frame has learnt by then
 * must not meet the markup that the server made without knowing it.
 */
async function expectQuietHydration(page: Page, path: string): Promise<void> {
  const late = await ownScripts(page, path, path === '/' ? '/tasks' : '/')
  expect(late.size).toBeGreaterThan(0)
  const said: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(message.text())
  })
  await page.route(/\/_next\/static\/chunks\//, async (route) => {
    if (late.has(new URL(route.request().url()).pathname)) await new Promise((done) => setTimeout(done, lateMs))
    await route.continue()
  })
  await page.goto(path)
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(said).toEqual([])
}

for (const path of ['/', '/tasks', '/types', '/failures', '/workers', '/queues', '/storage', '/activity', '/sync']) {
  test(`${path} hydrates although its code comes late`, async ({ page }) => {
    await expectQuietHydration(page, path)
  })
}

test('a task hydrates although its code comes late', async ({ page, api }) => {
  const { taskId } = await api.newest({ state: 'SUCCESS', name: 'shop.*' })
  await expectQuietHydration(page, taskPath(taskId))
})
