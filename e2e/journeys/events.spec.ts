import { randomUUID } from 'node:crypto'
import { expect, test } from './journey'
import { listOf, taskRows } from './task-rows'

test('a result put into the bucket is in the list within five seconds', async ({ page, shopBucket, api }) => {
  const name = `journey.events.${randomUUID().slice(0, 8)}`
  await shopBucket.put({ name })
  await api.waitForIndexed(name, 1)
  await page.goto(listOf(name))
  await expect(taskRows(page)).toHaveCount(1)
  const { events } = await (await api.request.get('/api/v1/sync')).json()
  expect(events).toMatchObject({ state: 'live' })

  const added = await shopBucket.put({ name, result: '"fresh"' })
  await expect(async () => expect(await api.statusOf(added)).toBe(200)).toPass({ timeout: 5000 })
  // Sweeps of the demo are a minute apart: only its event can have told of it.
  await expect.poll(async () => (await api.tasks({ name })).total.count, { timeout: 5000 }).toBe(2)
  await page.reload()
  await expect(taskRows(page)).toHaveCount(2)
})

test('a STARTED version and its end make the run time', async ({ shopBucket, api }) => {
  const name = `journey.events.${randomUUID().slice(0, 8)}`
  const started = await shopBucket.put({ name, state: 'STARTED', result: '{"pid": 7, "hostname": "celery@journey-1"}' })
  await api.waitForIndexed(name, 1)
  await shopBucket.put({ taskId: started, name })
  await expect.poll(async () => (await api.newest({ name })).state).toBe('SUCCESS')
  expect((await api.newest({ name })).runtimeSeconds).toBeGreaterThan(0)
})

test('the sync screen says that events come, and what sweeping costs', async ({ page }) => {
  await page.goto('/sync')
  const events = page.getByRole('region', { name: 'Events' })
  await expect(events).toContainText('Live')
  await expect(events).toContainText('Applied')
  await expect(page.getByRole('region', { name: 'How often the bucket is swept' })).toContainText('every 1 min')
})
