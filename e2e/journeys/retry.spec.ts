import { expect, test } from './journey'
import { recordedFailure } from './recorded-failure'
import { fact, part, taskPath } from './task-page'

// A type the demo's workers know; its result repeats its arguments.
const failed = {
  name: 'shop.payments.tasks.refund_payment',
  args: ['pay_1001', 'twelve'],
  ...recordedFailure('notAnAmount'),
}

test('a failure is retried with edited arguments, run by a worker and linked both ways', async ({
  page,
  shopBucket,
}) => {
  const taskId = await shopBucket.put(failed)
  await page.goto(taskPath(taskId))
  await page.getByRole('button', { name: 'Retry task' }).click()
  const dialog = page.getByRole('dialog', { name: `Retry ${failed.name}` })
  const args = dialog.getByLabel('Positional arguments')
  await expect(args).toHaveValue('["pay_1001", "twelve"]')
  await expect(dialog.getByText('Sent as it was')).toBeVisible()
  await args.fill('["pay_1001", "12.50 für José"]')
  await expect(dialog.getByText('Changed: arguments')).toBeVisible()
  await expect(dialog.getByRole('radio', { name: /^New id/ })).toBeChecked()
  await dialog.getByRole('button', { name: 'Send task' }).click()
  await expect(dialog).toBeHidden()

  // The page of the old task follows the new one.
  await expect(fact(page, 'retried as').getByRole('link')).toBeVisible()
  await expect(part(page, 'Related tasks').getByRole('listitem').filter({ hasText: 'retried as' })).toContainText(
    'SUCCESS',
  )
  await fact(page, 'retried as').getByRole('link').click()

  await expect(fact(page, 'retry of').getByRole('link')).toHaveAttribute('href', taskPath(taskId))
  await expect(page.getByRole('main').getByText('SUCCESS').first()).toBeVisible()
  await expect(page.getByRole('tree', { name: 'args' }).getByRole('treeitem', { name: '12.50 für José' })).toBeVisible()
  await expect(
    page.getByRole('tree', { name: 'result' }).getByRole('treeitem', { name: '12.50 für José' }),
  ).toBeVisible()
  await fact(page, 'retry of').getByRole('link').click()
  await expect(page).toHaveURL(taskPath(taskId))
  await expect(page.getByRole('main').getByText('FAILURE').first()).toBeVisible()
})

test('a retry under the same id replaces the result on the page', async ({ page, shopBucket }) => {
  const taskId = await shopBucket.put({ ...failed, args: ['pay_1002', '3.00'] })
  await page.goto(taskPath(taskId))
  await page.getByRole('button', { name: 'Ways to retry' }).click()
  await page.getByRole('menuitem', { name: /^Retry under the same id/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('radio', { name: /^Same id/ })).toBeChecked()
  await dialog.getByRole('button', { name: 'Send task' }).click()
  await expect(page.getByText('Sent to celery under the same id')).toBeVisible()
  await expect(page.getByRole('tree', { name: 'result' })).toContainText('pay_1002')
  await expect(page).toHaveURL(taskPath(taskId))
})

test('arguments that are no JSON are refused where the mistake is, and nothing is sent', async ({
  page,
  shopBucket,
}) => {
  const taskId = await shopBucket.put(failed)
  await page.goto(taskPath(taskId))
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url())
  })
  await page.getByRole('button', { name: 'Retry task' }).click()
  const dialog = page.getByRole('dialog')
  const args = dialog.getByLabel('Positional arguments')
  await args.fill('["pay_1001",\n oops]')
  await expect(args).toHaveAttribute('aria-invalid', 'true')
  const fault = dialog.getByRole('button', { name: /^Line 2, column 2:/ })
  await expect(fault).toBeVisible()
  await dialog.getByRole('button', { name: 'Send task' }).click()
  await fault.click()
  await expect(args).toBeFocused()
  expect(await args.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(14)

  await args.fill('{"not": "a list"}')
  await expect(dialog.getByText(/Positional arguments are a list/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Send task' }).click()
  await expect(dialog).toBeVisible()
  expect(sent).toEqual([])

  await dialog.getByRole('button', { name: 'undo edits' }).click()
  await expect(args).toHaveValue('["pay_1001", "twelve"]')
  await expect(args).toHaveAttribute('aria-invalid', 'false')
})

test('what must not be retried says why', async ({ page, shopBucket }) => {
  const taskId = await shopBucket.put({ name: 'celery.backend_cleanup' })
  await page.goto(taskPath(taskId))
  await expect(page.getByRole('button', { name: /^Retry task \(not possible: / })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ways to retry' })).toHaveCount(0)
})
