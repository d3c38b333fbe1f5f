import { expect, test } from './journey'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('the rarer screens of a phone stand behind More', async ({ page }) => {
  await page.goto('/')
  const bar = page.getByRole('navigation', { name: 'Screens', exact: true })
  await expect(bar.getByRole('link')).toHaveText(['Overview', 'Tasks', 'Failures', 'Queues'])
  await bar.getByRole('button', { name: 'More' }).tap()
  const sheet = page.getByRole('dialog', { name: 'More screens' })
  await expect(sheet.getByRole('link')).toHaveCount(4)
  await sheet.getByRole('link', { name: 'Storage' }).tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Storage' })).toBeVisible()
  await expect(sheet).toBeHidden()
  // The bar says where one is, although the screen has no place of its own in it.
  await bar.getByRole('button', { name: 'Storage, more screens' }).tap()
  await expect(sheet.getByRole('link', { name: 'Storage' })).toHaveAttribute('aria-current', 'page')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await bar.getByRole('link', { name: 'Tasks' }).tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible()
  await expect(bar.getByRole('button', { name: 'More', exact: true })).toBeVisible()
})
