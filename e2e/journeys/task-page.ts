import type { Locator, Page } from '@playwright/test'

export function taskPath(taskId: string): string {
  return `/tasks/${encodeURIComponent(taskId)}`
}

/** The part of a task's page under this heading. */
export function part(page: Page, heading: string): Locator {
  return page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: heading, exact: true }) })
}

/** The value of a fact in the line under the title: "queue", "retried as". */
export function fact(page: Page, label: string): Locator {
  return page
    .getByRole('main')
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${label}$`) })
    .locator('xpath=following-sibling::dd')
}
