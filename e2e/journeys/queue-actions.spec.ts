import { expectAccessible } from './accessible'
import { expect, test } from './journey'

test('dead letters are sampled on request, and one is sent back', async ({ page }) => {
  await page.goto('/queues/dead-letters')
  const part = page.getByRole('region', { name: 'Messages' })
  await expect(part.getByText('No worker reads dead letters')).toBeVisible()
  await expect(part.getByRole('list', { name: 'Sampled messages' })).toHaveCount(0)
  await part.getByRole('button', { name: 'Sample messages' }).click()
  const messages = part.getByRole('list', { name: 'Sampled messages' }).getByRole('listitem')
  await expect(messages.first()).toContainText('received')
  await expectAccessible(page)
  await messages.first().getByRole('checkbox').check()
  await part.getByRole('button', { name: 'Send 1 back' }).click()
  await expect(messages.first()).toContainText('sent back (')
  await page.goto('/activity?kind=queue')
  await expect(page.getByRole('main').getByText('Sent messages of the queue').first()).toBeVisible()
})

test('looking where three receives lead to the dead letters asks first', async ({ page }) => {
  await page.goto('/queues/celery')
  const part = page.getByRole('region', { name: 'Messages' })
  await part.getByRole('button', { name: 'Sample messages' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('After 3 receives a message goes to dead-letters')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
})

test('a purge wants the name of the queue', async ({ page }) => {
  await page.goto('/queues/reports')
  await page.getByRole('button', { name: 'Purge queue…' }).click()
  const dialog = page.getByRole('dialog')
  const purge = dialog.getByRole('button', { name: 'Purge queue' })
  await dialog.getByLabel(/Type reports to confirm/).fill('report')
  await expect(purge).toBeDisabled()
  await expectAccessible(page)
  await dialog.getByLabel(/Type reports to confirm/).fill('reports')
  await expect(purge).toBeEnabled()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})
