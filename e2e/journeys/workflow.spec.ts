import { randomUUID } from 'node:crypto'
import { expectAccessible } from './accessible'
import { expect, test } from './journey'
import { taskPath } from './task-page'

const name = `journey.flow.${randomUUID().slice(0, 8)}`
const [root, group, unlock, body, missing] = [0, 1, 2, 3, 4].map(() => randomUUID())
const members = Array.from({ length: 20 }, () => randomUUID())

// A chord of 20 as Celery leaves it: the body is reached by way of chord_unlock, which stores nothing.
test.beforeAll(async ({ shopBucket, api }) => {
  const within = { groupId: group, parentId: root }
  await shopBucket.put({
    taskId: root,
    name: `${name}.root`,
    children: [unlock ?? '', { groupId: group ?? '', members: [...members, missing ?? ''] }],
  })
  await Promise.all([
    ...members.map((taskId, at) =>
      at === 7
        ? shopBucket.put({ ...within, taskId, name, state: 'FAILURE', exception: { type: 'Timeout', args: ['late'] } })
        : shopBucket.put({ ...within, taskId, name }),
    ),
    shopBucket.put({ taskId: body, name: `${name}.body`, parentId: unlock, retries: 3 }),
  ])
  await api.waitForIndexed(name, 20)
  await api.waitForIndexed(`${name}.root`, 1)
})

test('a task leads to its workflow, where groups say how far they are', async ({ page }) => {
  await page.goto(taskPath(members[7] ?? ''))
  await page
    .getByRole('link', { name: /workflow/i })
    .first()
    .click()
  await expect(page).toHaveURL(new RegExp(`/tasks/${members[7]}/workflow`))
  await expect(page.getByRole('heading', { level: 1, name: 'Workflow' })).toBeVisible()
  await expect(page.getByText('1 failed').first()).toBeVisible()
  await expect(page.getByRole('link', { name: /Group of 21/ })).toBeVisible()
  await expect(page.locator('[aria-current="true"]')).toContainText('FAILURE')
  await page.getByRole('link', { name: /Group of 21/ }).click()
  await expect(page).toHaveURL(new RegExp(`/groups/${group}`))
})

test('a group names the members that failed and those that are missing', async ({ page }) => {
  await page.goto(`/groups/${group}?parent=${root}`)
  await expect(page.getByRole('heading', { level: 1, name: /^Group/ })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('of 21 members')
  await expect(page.getByRole('row').filter({ hasText: 'not stored' })).toHaveCount(1)
  await expect(page.getByRole('row').filter({ hasText: 'FAILURE' })).toHaveCount(1)
  await expectAccessible(page)
})

test('the workflow is a list as well, and both are accessible', async ({ page }) => {
  await page.goto(`/tasks/${root}/workflow`)
  await expect(page.getByRole('link', { name: /Group of 21/ })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 1440, height: 844 })
  await page
    .getByRole('link', { name: 'List', exact: true })
    .or(page.getByRole('button', { name: 'List', exact: true }))
    .click()
  await expect(page.getByText('Group of 21').first()).toBeVisible()
  await expectAccessible(page)
})

test('a workflow and a group that nobody knows say so', async ({ page }) => {
  for (const path of [`/tasks/${randomUUID()}/workflow`, `/groups/${randomUUID()}`]) {
    await page.goto(path)
    await expect(page.getByRole('main')).toContainText(/no |not |never/i)
    await expectAccessible(page)
  }
})
