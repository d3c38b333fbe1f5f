import { readFile } from 'node:fs/promises'
import { expect, test } from './journey'
import { recordedFailure } from './recorded-failure'
import { resultDocument } from './stored-result'
import { part, taskPath } from './task-page'
import { listOf, taskRows } from './task-rows'

const past2to53 = '1180591620717411303424'

test('a failure says what was raised, where in the application, and why', async ({ page, shopBucket }) => {
  const name = 'shop.payments.tasks.capture_payment'
  const taskId = await shopBucket.put({ name, ...recordedFailure('gatewayTimeout') })
  await page.goto(taskPath(taskId))

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  const failed = part(page, 'Traceback')
  await expect(failed.getByRole('heading', { level: 2 })).toHaveText(
    'shop.payments.gateway.GatewayError: no answer from /v1/payment_intents within 3 s',
  )
  // The application's frames stand open, each exception of the chain under what joins it to the one above.
  await expect(failed.getByText('gateway.py:26 in call')).toBeVisible()
  await expect(
    failed.getByText("raise GatewayError(f'no answer from {path} within {TIMEOUT_SECONDS} s') from exc"),
  ).toBeVisible()
  await expect(failed.getByText('tasks.py:11 in capture_payment')).toBeVisible()
  await expect(failed.getByText('It was caused by')).toHaveCount(2)
  await expect(failed.getByText('It was raised while handling')).toHaveCount(1)
  await expect(failed.getByText('requests.exceptions.ReadTimeout')).toBeVisible()

  const fold = failed.getByRole('button', { name: '2 frames in celery' })
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  await expect(failed.getByText('trace.py:585 in trace_task')).toBeHidden()
  await fold.click()
  await expect(failed.getByText('trace.py:585 in trace_task')).toBeVisible()
  await fold.click()
  await expect(failed.getByText('trace.py:585 in trace_task')).toBeHidden()
})

test('a traceback can be read in Python’s order and as the text that was stored', async ({ page, shopBucket }) => {
  const taskId = await shopBucket.put({ name: 'journey.traceback', ...recordedFailure('gatewayTimeout') })
  await page.goto(taskPath(taskId))
  const failed = part(page, 'Traceback')
  const sentence = failed.getByText('The above exception was the direct cause of the following exception:')
  await expect(failed.getByText('It was caused by').first()).toBeVisible()
  await expect(sentence).toHaveCount(0)
  await failed.getByRole('button', { name: 'Python’s order' }).click()
  await expect(sentence.first()).toBeVisible()
  await failed.getByRole('button', { name: 'text' }).click()
  await expect(failed.getByText('  File "/srv/shop/app/shop/payments/gateway.py", line 26, in call')).toBeVisible()
  await expect(failed.getByRole('button', { name: /frames in/ })).toHaveCount(0)
})

test('a result is a tree in which every number is exact', async ({ page, shopBucket }) => {
  const result = `{"ledger": ${past2to53}, "ratio": 0.1000000000000000055, "lines": [{"sku": "SKU-1", "cents": ${past2to53}}]}`
  const taskId = await shopBucket.put({ name: 'journey.tree', result, args: ['A-1'], kwargs: { notify: true } })
  await page.goto(taskPath(taskId))
  const tree = page.getByRole('tree', { name: 'result' })
  await expect(tree.getByRole('treeitem', { name: `ledger: ${past2to53}` })).toBeVisible()
  await expect(tree.getByRole('treeitem', { name: 'ratio: 0.1000000000000000055' })).toBeVisible()
  await expect(tree.getByRole('treeitem', { name: new RegExp(`^cents: ${past2to53}`) })).toBeVisible()
  await tree.getByRole('treeitem', { name: 'lines:' }).click()
  await expect(tree.getByRole('treeitem', { name: /^cents/ })).toBeHidden()
  await expect(page.getByRole('tree', { name: 'kwargs' }).getByRole('treeitem', { name: 'notify: true' })).toBeVisible()
})

test('what is copied and what is downloaded is what was stored, to the byte', async ({
  page,
  context,
  shopBucket,
  api,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const stored = { name: 'journey.bytes', result: `{"n": ${past2to53},   "spaces": "stay é"}` }
  const taskId = await shopBucket.put(stored)
  await page.goto(taskPath(taskId))
  await page.getByRole('button', { name: 'Copy result' }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(past2to53)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('complementary', { name: 'Facts' }).getByRole('link', { name: 'Download stored document' }).click(),
  ])
  const bytes = await readFile(await download.path())
  const raw = await api.request.get(`/api/v1${taskPath(taskId)}/raw`)
  expect(bytes.equals(await raw.body())).toBe(true)
  expect(bytes.toString()).toContain(stored.result)
  expect(bytes.length).toBe(Buffer.byteLength(resultDocument({ ...stored, taskId }).body))
})

test('a task sent from its page reaches a worker with its integers whole', async ({ page, shopBucket }) => {
  const taskId = await shopBucket.put({ name: 'shop.payments.tasks.refund_payment' })
  await page.goto(taskPath(taskId))
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: /^Send task like this/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Send task' })
  await expect(dialog.getByLabel('Task name')).toHaveValue('shop.payments.tasks.refund_payment')
  await dialog.getByLabel('Positional arguments').fill(`[${past2to53}, "12.50"]`)
  await dialog.getByLabel('Queue').fill('celery')
  await dialog.getByRole('button', { name: 'Send task' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Open task' }).click()
  await expect(page).not.toHaveURL(taskPath(taskId))
  await expect(page.getByRole('heading', { level: 1, name: 'shop.payments.tasks.refund_payment' })).toBeVisible()
  await expect(page.getByRole('main').getByText('SUCCESS').first()).toBeVisible()
  await expect(page.getByRole('tree', { name: 'args' }).getByRole('treeitem', { name: past2to53 })).toBeVisible()
})

test('an id that is not in S3 is explained, and its page fills in when a result comes', async ({
  page,
  shopBucket,
}) => {
  const taskId = `journey-pending-${Date.now()}`
  await page.goto(taskPath(taskId))
  await expect(page.getByRole('heading', { level: 1, name: 'Not in S3' })).toBeVisible()
  const main = page.getByRole('main')
  await expect(main.getByText('PENDING', { exact: true })).toBeVisible()
  for (const meaning of ['It is queued', 'It is running', 'Its result is not kept', 'No task has this id'])
    await expect(main.getByRole('term').filter({ hasText: meaning })).toBeVisible()
  await expect(main.getByText(`results/celery-task-meta-${taskId}`)).toBeVisible()

  await shopBucket.put({ taskId, name: 'journey.late', result: '"here it is"' })
  await expect(page.getByRole('heading', { level: 1, name: 'journey.late' })).toBeVisible()
  await expect(main.getByText('here it is').first()).toBeVisible()
})

const oddIds = ['reports/2026-11-21 run 3', 'تقرير ☕ №7', 'a?b#c&d=e+f', '100% / 50%25', '../up']

for (const id of oddIds) {
  test(`a task called "${id}" opens from the list and from its address`, async ({ page, shopBucket, api }) => {
    const name = `journey.ids.${Date.now()}`
    const taskId = `${id} ${Date.now()}`
    await shopBucket.put({ taskId, name, result: '"found"' })
    await api.waitForIndexed(name, 1)
    await page.goto(listOf(name))
    await taskRows(page).first().getByRole('link').click()
    const whole = page.getByRole('main').getByText(taskId, { exact: true })
    await expect(whole).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Stored object' })).toBeVisible()
    await page.reload()
    await expect(whole).toBeVisible()
    await page.goto(taskPath(taskId))
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  })
}
