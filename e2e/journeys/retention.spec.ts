import { expectAccessible } from './accessible'
import { expect, test } from './journey'

test('rules say what they would forget, and are saved without being switched on', async ({ page }) => {
  await page.goto('/activity/retention')
  await page.getByRole('button', { name: 'Add rule' }).click()
  const rule = page.getByRole('group', { name: 'Rule 1' })
  await rule.getByLabel('State').fill('FAILURE')
  await rule.getByLabel('Keep for days').fill('2')
  await expect(page.getByRole('link', { name: /^[\d,]+\+? results$/ })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Switch on…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Forget results by these rules?' })
  await expect(dialog).toContainText('The first run forgets')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Save, leave off' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('group', { name: 'Rule 1' }).getByLabel('Keep for days')).toHaveValue('2')
})
