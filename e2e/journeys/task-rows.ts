import type { Locator, Page } from '@playwright/test'

/** The rows of the task list, without its head. */
export function taskRows(page: Page): Locator {
  return page
    .getByRole('table', { name: 'Tasks' })
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: /^Select (?!all rows)/ }) })
}

/** The list of one task type; parameters as the page's address has them. */
export function listOf(name: string, more: Record<string, string> = {}): string {
  return `/tasks?${new URLSearchParams({ name, ...more })}`
}
