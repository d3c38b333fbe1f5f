import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { Storage } from '@/lib/contract/storage'
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
  // What no search can find is no link, and says why.
  const main = page.getByRole('main')
  await expect(main.getByText('Growth a day')).toBeVisible()
  await expect(figure(page, 'Growth a day')).toHaveCount(0)
  await expect(figure(page, 'Results written')).toHaveCount(0)

  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('3.6 MB')
  await row.getByRole('link', { name: '4', exact: true }).click()
  await expect(page).toHaveURL(/\/tasks\?/)
  await expect(taskRows(page)).toHaveCount(4)
  await page.goBack()
  await figure(page, 'Results').click()
  await expect(page).toHaveURL(/\/tasks\?.*window=all/)
})

test('every figure that counts tasks leads to just as many', async ({ page, api }) => {
  await page.goto('/storage')
  await expect(page.getByRole('heading', { name: 'Calculators' })).toBeVisible()
  const tables = ['By type', 'By age', 'By state'].map((title) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) }),
  )
  let checked = 0
  for (const table of tables) {
    for (const row of await table.getByRole('row').all()) {
      const cell = row.getByRole('cell').nth(3)
      const link = cell.getByRole('link')
      if ((await link.count()) === 0) continue
      const said = Number(((await cell.textContent()) ?? '').replaceAll(',', ''))
      const url = new URL((await link.getAttribute('href')) ?? '', 'http://localhost')
      const params = Object.fromEntries(
        ['state', 'name', 'q', 'from', 'to'].map((key) => [key, url.searchParams.get(key)]),
      )
      const given = Object.fromEntries(Object.entries(params).flatMap(([key, value]) => (value ? [[key, value]] : [])))
      const { total } = await api.tasks({ ...given, limit: '1' })
      // The shop goes on while this counts.
      expect(Math.abs(total.count - said), `${url.search}: ${total.count}, not ${said}`).toBeLessThanOrEqual(15)
      checked += 1
    }
  }
  expect(checked).toBeGreaterThan(12)
})

test('cost over time and requests have their numbers', async ({ page }) => {
  await page.goto('/storage')
  const cost = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Cost over time' }) })
  await expect(cost).toContainText('in 90 days')
  await cost.getByRole('button', { name: 'Table' }).click()
  await expect(cost.getByRole('row').nth(3)).toContainText('$')
  const requests = page.locator('section').filter({ has: page.getByRole('heading', { name: /^Requests, / }) })
  await expect(requests.getByRole('row', { name: /^ListObjectsV2/ })).toBeVisible()
  await expect(requests.getByRole('row', { name: /^Results written by workers/ })).toContainText('$')
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

test('a move to another class says its fee, and when it pays off', async ({ page }) => {
  await page.goto('/storage')
  const section = whatIf(page)
  await section.getByRole('combobox', { name: 'to', exact: true }).selectOption('GLACIER')
  await section.getByRole('combobox', { name: 'when older than' }).selectOption('0')
  // The four large results of this journey, at least.
  await expect(section.getByText('Costs once')).toBeVisible()
  await expect(section).toContainText('saved')
  await expect(section).toContainText(/in month \d|at once/)
  await expect(section).toContainText('it has to be restored first')
  await section.getByRole('combobox', { name: 'to', exact: true }).selectOption('STANDARD_IA')
  // Not before 30 days, and the shop is a week old.
  await expect(section.getByRole('combobox', { name: 'when older than' })).toHaveValue('30')
  await expect(section).toContainText('Nothing would move')
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

test('a lifecycle rule is applied beside those of others, and not over what somebody changed meanwhile', async ({
  page,
  api,
}) => {
  const rules = async () => {
    const { existing } = await (await api.request.get('/api/v1/storage/lifecycle?days=30')).json()
    return existing.value.map(({ ID, Expiration }: { ID: string; Expiration?: { Days?: number } }) => [
      ID,
      Expiration?.Days ?? null,
    ])
  }
  const others = [
    ['exports', 365],
    ['unfinished-uploads', null],
  ]
  expect((await rules()).slice(0, 2)).toEqual(others)
  await page.goto('/storage')
  await whatIf(page).getByRole('button', { name: 'Lifecycle rule…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Lifecycle rule' })
  await dialog.getByRole('textbox', { name: 'Days a result is kept' }).fill('45')
  await expect(dialog).toContainText('Adds 2 rules, one for tasks and one for groups; 2 others stay as they are.')
  await expect(dialog.getByRole('button', { name: /unchanged lines/ })).toBeVisible()
  await dialog.getByRole('button', { name: /unchanged lines/ }).click()
  await expect(dialog).toContainText('"exports"')
  const apply = dialog.getByRole('button', { name: 'Apply to the bucket' })
  const name = dialog.getByRole('textbox', { name: /^Type shop-celery-results/ })
  await name.fill('shop-celery')
  await expect(apply).toBeDisabled()
  await name.fill('shop-celery-results')
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  // Somebody else is quicker: what was looked at is no more what is there.
  const { seen } = await (await api.request.get('/api/v1/storage/lifecycle?days=20')).json()
  const other = await api.request.post('/api/v1/storage/lifecycle', {
    data: { days: 20, confirmBucket: 'shop-celery-results', seen },
  })
  expect(other.ok()).toBe(true)
  await apply.click()
  await expect(dialog).toContainText('have changed since they were shown')
  await expect(dialog).toContainText('Changes 2 rules')
  const ours = (days: number) => [
    ['celery-task-meta-results/', days],
    ['celery-taskset-meta-results/', days],
  ]
  expect(await rules()).toEqual([...others, ...ours(20)])

  await name.fill('shop-celery-results')
  await apply.click()
  await expect(page.getByText('S3 now removes results after 45 days.')).toBeVisible()
  expect(await rules()).toEqual([...others, ...ours(45)])
  const facts = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Bucket', exact: true }) })
  await expect(facts).toContainText('removes after 45 days')

  await whatIf(page).getByRole('button', { name: 'Lifecycle rule…' }).click()
  await dialog.getByRole('textbox', { name: 'Days a result is kept' }).fill('45')
  await expect(dialog).toContainText('The bucket has these rules already')
  await page.keyboard.press('Escape')
  await page.goto('/activity')
  await expect(page.getByRole('main')).toContainText('shop-celery-results')
})

test('calculators answer as numbers are typed', async ({ page }) => {
  await page.goto('/storage')
  const waiting = page.getByRole('group', { name: 'Waiting with result.get()' })
  await waiting.getByRole('textbox', { name: 'Results waited for a day' }).fill('100')
  await expect(waiting).toContainText('66K requests')
  await waiting.getByRole('textbox', { name: 'Poll every (seconds)' }).fill('soon')
  await expect(waiting).toContainText('Correct the fields above.')
})

test('without prices and without rights the screen says why', async ({ page }) => {
  const why = 'No prices: region mars-north-1 is not in the price table.'
  const unpriced = <T extends object>(some: T) => ({ ...some, dollarsPerMonth: null })
  await page.route('**/api/v1/storage?*', async (route) => {
    const answer = await route.fetch()
    const told: Storage = await answer.json()
    const denied = { known: false as const, reason: 'Access denied. The role needs s3:GetBucketVersioning.' }
    const json: Storage = {
      ...told,
      ...{ region: 'mars-north-1', prices: null, basis: why, advice: [] },
      total: unpriced(told.total),
      tasks: unpriced(told.tasks),
      groups: unpriced(told.groups),
      types: told.types.map(unpriced),
      states: told.states.map(unpriced),
      classes: told.classes.map((some) => ({ ...unpriced(some), terms: null })),
      history: told.history.map(unpriced),
      bucket: { versioning: denied, lifecycleRules: denied, encryption: denied, objectLock: denied },
    }
    await route.fulfill({ response: answer, json })
  })
  await page.goto('/storage')
  const main = page.getByRole('main')
  await expect(main.getByText(why).first()).toBeVisible()
  await expect(main).toContainText('What could be saved cannot be told.')
  await expect(page.getByRole('heading', { name: 'Stored over time' })).toBeVisible()
  await expect(main.getByText('The role needs s3:GetBucketVersioning.')).toHaveCount(4)
  await expectAccessible(page)
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
