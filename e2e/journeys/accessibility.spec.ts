import type { Page } from '@playwright/test'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { recordedFailure } from './recorded-failure'
import { taskPath } from './task-page'
import { taskRows } from './task-rows'

const failed = {
  name: 'shop.payments.tasks.capture_payment',
  args: ['A-1', '12.50'],
  ...recordedFailure('gatewayTimeout'),
}

type Screen = {
  title: string
  /** An address, or a task of this kind. */
  at: string | { failed: boolean }
  /** Brings the screen to where it is looked at. */
  open: (page: Page) => Promise<void>
}

const seen = (name: string) => async (page: Page) =>
  await expect(page.getByRole('heading', { name, exact: true }).first()).toBeVisible()
const press = (button: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name: button }).first().click()
}

const screens: Screen[] = [
  { title: 'Overview', at: '/', open: seen('Failing now') },
  {
    title: 'the table behind a chart',
    at: '/',
    open: async (page) => {
      await press('Table')(page)
      await expect(page.getByRole('table', { name: /^Tasks of/ })).toBeVisible()
    },
  },
  { title: 'Tasks', at: '/tasks', open: (page) => expect(taskRows(page).first()).toBeVisible() },
  {
    title: 'what the search offers',
    at: '/tasks?state=FAILURE',
    open: async (page) => {
      await page.getByRole('combobox', { name: 'Search tasks' }).fill('shop')
      await expect(page.getByRole('option').nth(3)).toBeVisible()
    },
  },
  {
    title: 'selected rows and the question before they are forgotten',
    at: '/tasks',
    open: async (page) => {
      await taskRows(page).nth(0).getByRole('checkbox').check()
      await taskRows(page).nth(1).getByRole('checkbox').check()
      await taskRows(page).nth(2).getByRole('checkbox').check()
      await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Forget' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    title: 'exact times',
    at: '/tasks',
    open: async (page) => {
      await press('Exact times')(page)
      await expect(page.getByRole('dialog', { name: 'Exact times' })).toBeVisible()
    },
  },
  {
    title: 'a list without rows',
    at: '/tasks?name=nobody.has.this',
    open: seen('Nothing matches in the last 24 hours'),
  },
  { title: 'a failure', at: { failed: true }, open: seen('Stored object') },
  { title: 'a result', at: { failed: false }, open: seen('Stored object') },
  {
    title: 'the stored document',
    at: { failed: false },
    open: async (page) => {
      await page.getByRole('main').locator('summary').click()
    },
  },
  {
    title: 'the retry of a task, with a mistake in its arguments',
    at: { failed: true },
    open: async (page) => {
      await press('Retry task')(page)
      await page.getByRole('dialog').getByLabel('Positional arguments').fill('[1, oops]')
      await expect(page.getByRole('dialog').getByText(/^Line 1/)).toBeVisible()
    },
  },
  {
    title: 'a menu',
    at: { failed: true },
    open: async (page) => {
      await press('Ways to retry')(page)
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    title: 'sending a task',
    at: { failed: true },
    open: async (page) => {
      await press('More actions')(page)
      await page.getByRole('menuitem', { name: /^Send task like this/ }).click()
      await expect(page.getByRole('dialog', { name: 'Send task' })).toBeVisible()
    },
  },
  { title: 'an id that is not in S3', at: '/tasks/nobody-has-this', open: seen('Not in S3') },
  {
    title: 'Queues',
    at: '/queues',
    open: (page) => expect(page.getByRole('link', { name: 'reports', exact: true })).toBeVisible(),
  },
  { title: 'a queue', at: '/queues/celery', open: seen('Attributes') },
  { title: 'Sync', at: '/sync', open: seen('In the index') },
  {
    title: 'Activity',
    at: '/activity',
    open: (page) => expect(page.getByRole('button', { name: 'Export' })).toBeVisible(),
  },
  { title: 'Retention', at: '/activity/retention', open: (page) => press('Add rule')(page) },
  { title: 'no such page', at: '/no/such/page', open: seen('There is no such page') },
  {
    title: 'the help',
    at: '/queues',
    open: async (page) => {
      await press('Help and shortcuts')(page)
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  },
  {
    title: 'the state of the sync',
    at: '/queues',
    open: async (page) => {
      await press(/^Complete to|^Sweeping|sync/i)(page)
      await expect(page.getByRole('dialog', { name: 'Sync status' })).toBeVisible()
    },
  },
]

for (const { title, at, open } of screens) {
  test(`${title}: accessible and within its width, light and dark, wide and narrow`, async ({ page, shopBucket }) => {
    const path =
      typeof at === 'string'
        ? at
        : taskPath(
            await shopBucket.put(at.failed ? failed : { name: 'journey.axe', result: '{"a": [1, {"b": null}]}' }),
          )
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(path)
    await open(page)
    await expectAccessible(page)
  })
}
