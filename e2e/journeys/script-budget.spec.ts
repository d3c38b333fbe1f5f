import { expect, test } from './journey'

/** Compressed, as it travels: what a phone on a slow line has to wait for before the first row. */
const budgetBytes = 200_000

test('the task list ships at most 200 kB of JavaScript before anybody does anything', async ({ page }) => {
  const scripts: Promise<{ url: string; bytes: number; encoding: string | undefined }>[] = []
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return
    const measure = async () => {
      const [{ responseBodySize }, response] = await Promise.all([request.sizes(), request.response()])
      const encoding = response?.headers()['content-encoding']
      return { url: new URL(request.url()).pathname, bytes: responseBodySize, encoding }
    }
    scripts.push(measure())
  })
  await page.goto('/tasks')
  await expect(page.getByRole('row').nth(20)).toBeVisible()
  await page.waitForLoadState('networkidle')
  const shipped = (await Promise.all(scripts)).toSorted((a, b) => b.bytes - a.bytes)
  const bytes = shipped.reduce((sum, script) => sum + script.bytes, 0)
  console.log(`The task list ships ${(bytes / 1000).toFixed(1)} kB of JavaScript in ${shipped.length} files.`)
  expect(shipped.length).toBeGreaterThan(5)
  expect(bytes, JSON.stringify(shipped, null, 1)).toBeLessThanOrEqual(budgetBytes)
})
