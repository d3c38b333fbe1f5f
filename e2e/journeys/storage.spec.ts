import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskRows } from './task-rows'

const name = `journey.storage.${randomUUID().slice(0, 8)}`
const figure = (page: Page, label: string) =>
  page.getByRole('main').getByRole('link', { name: new RegExp(`^${label}`) })
const whatIf = (page: Page) => page.getByRole('region', { name: /What if/ })

test.beforeAll(async ({ shopBucket, api }) => {
  // Large enough to be among the ten largest types of the demo.
  const result = `"${'x'.repeat(900_000)}"`
  await Promise.all(Array.from({ length: 4 }, () => shopBucket.put({ name, result })))
  await api.waitForIndexed(name, 4)
})

test('what is stored is counted by type, and the numbers lead to the tasks', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Storage', exact: true }).click()
  await expect(page).toHaveURL(/\/storage/)
  await expect(page.getByRole('heading', { level: 1, name: 'Storage' })).toBeVisible()
  await expect(figure(page, 'Stored')).toContainText('MB')
  await expect(figure(page, 'Storage a month')).toContainText('$')
  await expect(figure(page, 'Growth a day')).toBeVisible()

  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('3.6 MB')
  await row.getByRole('link', { name: '4', exact: true }).click()
  await expect(page).toHaveURL(/\/tasks\?/)
  await expect(taskRows(page)).toHaveCount(4)
  await page.goBack()
  await figure(page, 'Objects').click()
  await expect(page).toHaveURL(/\/tasks\?.*window=all/)
})

test('sliders say what would go, and become a policy that is off', async ({ page, api }) => {
  await page.goto('/storage')
  const create = whatIf(page).getByRole('button', { name: 'Create retention policy' })
  await expect(create).toBeDisabled()
  const slider = whatIf(page).getByRole('slider', { name: 'Keep SUCCESS for' })
  await slider.fill('0')
  await expect(slider).toHaveAttribute('aria-valuetext', '1 day')
  await expect(whatIf(page).getByRole('listitem').filter({ hasText: 'SUCCESS' })).toContainText('−')

  await whatIf(page).getByRole('combobox', { name: 'Treat a type on its own' }).selectOption(name)
  await expect(whatIf(page).getByRole('slider', { name: `Keep ${name} for` })).toHaveAttribute('aria-valuetext', 'kept')
  await create.click()
  const dialog = page.getByRole('dialog', { name: 'Create retention policy' })
  await expect(dialog).toContainText(`${name} kept`)
  await expect(dialog).toContainText('SUCCESS 1 day')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save, switched off' }).click()
  await expect(page.getByText('The policy is saved. It is switched off.')).toBeVisible()

  const saved = await (await api.request.get('/api/v1/retention')).json()
  expect(saved).toMatchObject({
    enabled: false,
    rules: [
      { state: null, type: name, days: null },
      { state: 'SUCCESS', type: null, days: 1 },
    ],
  })
})

test('a lifecycle rule is shown as changes, JSON and Terraform', async ({ page }) => {
  await page.goto('/storage')
  await whatIf(page).getByRole('button', { name: 'Lifecycle rule…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Lifecycle rule' })
  await expect(dialog).toContainText('celery-task-meta-')
  await dialog.getByRole('button', { name: 'Terraform' }).click()
  await expect(dialog).toContainText('aws_s3_bucket_lifecycle_configuration')
  await dialog.getByRole('textbox', { name: 'Days a result is kept' }).fill('0')
  await expect(dialog).toContainText('A whole number')
  await expect(dialog.getByRole('button', { name: 'Apply to the bucket' })).toBeDisabled()
  await expectAccessible(page)
})

test('calculators answer as numbers are typed', async ({ page }) => {
  await page.goto('/storage')
  const waiting = page.getByRole('group', { name: 'Waiting with result.get()' })
  await waiting.getByRole('textbox', { name: 'Results waited for a day' }).fill('100')
  await expect(waiting).toContainText('66K requests')
  await waiting.getByRole('textbox', { name: 'Poll every (seconds)' }).fill('soon')
  await expect(waiting).toContainText('Correct the fields above.')
})

test('the screen is accessible, and says so when it cannot be loaded', async ({ page }) => {
  await page.goto('/storage')
  await expect(page.getByRole('heading', { name: 'Calculators' })).toBeVisible()
  await expectAccessible(page)
  await page.route('**/api/v1/storage?*', (route) =>
    route.fulfill({ status: 503, json: { error: { code: 'database_unavailable', message: 'The index is away.' } } }),
  )
  await page.route('**/api/v1/storage', (route) =>
    route.fulfill({ status: 503, json: { error: { code: 'database_unavailable', message: 'The index is away.' } } }),
  )
  await page.goto('/storage')
  await expect(page.getByRole('heading', { name: 'What is stored could not be loaded' })).toBeVisible()
  await expectAccessible(page)
})
