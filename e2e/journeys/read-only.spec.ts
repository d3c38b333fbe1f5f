import type { Page } from '@playwright/test'
import { expect, test } from './journey'
import { taskPath } from './task-page'
import { taskRows } from './task-rows'

// The refusals themselves are the API's and tested there; here is what a person is told before trying.
const reason = 'This dashboard is read-only (READ_ONLY=true).'

async function makeReadOnly(page: Page): Promise<void> {
  await page.route('**/api/v1/features*', async (route) => {
    const features = await (await route.fetch()).json()
    const refused = { ok: false, reason }
    const actions = { ...features.actions, forget: refused, retry: refused, send: refused }
    await route.fulfill({ json: { ...features, readOnly: true, actions } })
  })
}

test('in read-only mode a task says why it can be neither retried nor forgotten', async ({ page, api }) => {
  await makeReadOnly(page)
  const { taskId } = await api.newest({ state: 'FAILURE', name: 'shop.*' })
  await page.goto(taskPath(taskId))
  for (const name of ['Retry task', 'Forget result']) {
    const button = page.getByRole('button', { name: `${name} (not possible: ${reason})` })
    await expect(button).toHaveAttribute('aria-disabled', 'true')
    await button.click({ force: true })
    await expect(
      page
        .getByRole('region', { name: /^Notifications/ })
        .getByText(reason)
        .first(),
    ).toBeVisible()
  }
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'More actions' }).click()
  await expect(page.getByRole('menuitem', { name: /^Send task like this/ })).toHaveAttribute('aria-disabled', 'true')
})

test('in read-only mode selected rows can be copied but not changed', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await makeReadOnly(page)
  await page.goto('/tasks')
  await taskRows(page).first().getByRole('checkbox').check()
  const bar = page.getByRole('region', { name: 'Selected tasks' })
  for (const name of ['Forget', 'Retry'])
    await expect(bar.getByRole('button', { name: `${name} (not possible: ${reason})` })).toBeDisabled()
  await bar.getByRole('button', { name: 'Copy ids' }).click()
  await expect(page.getByText('Id copied')).toBeVisible()
})
