import type { Page } from '@playwright/test'

/**
 * Passes time until the page has asked for this and drawn the answer, again and again. The page's clock must be installed;
 * `everyMs` is a little more than the resource's own interval.
 */
export async function pollTimes(page: Page, path: RegExp, times: number, everyMs = 11_000): Promise<void> {
  for (let done = 0; done < times; done += 1) {
    const answered = page.waitForResponse((response) => path.test(response.url()))
    await page.clock.fastForward(everyMs)
    await (await answered).finished()
    await page.clock.runFor(50)
  }
}
