import { randomUUID } from 'node:crypto'
import type { CDPSession } from '@playwright/test'
import { expect, test } from './journey'
import { pollTimes } from './poll-times'
import { listOf, taskRows } from './task-rows'

/** New results are looked for every five seconds. An hour of that takes about two minutes here, ten minutes of it 20 s. */
const everyMs = 5_100
const polls = process.env.E2E_MEMORY === 'full' ? 720 : 120
const warmUp = 20
const mostGrowth = 1.1

type Held = { heapBytes: number; nodes: number; listeners: number }

/** What the page holds when everything that can go has gone. */
async function held(devtools: CDPSession): Promise<Held> {
  // Once frees what is unreachable, twice what its finalizers held.
  for (let times = 0; times < 2; times += 1) await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heapBytes: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') }
}

test('a list of 100 rows that is kept up to date holds no more after many polls', async ({
  page,
  context,
  shopBucket,
  api,
}) => {
  test.setTimeout(polls * 1000)
  const name = `journey.memory.${randomUUID().slice(0, 8)}`
  const running = await Promise.all(
    Array.from({ length: 10 }, () => shopBucket.put({ name, state: 'STARTED', result: '{"pid": 7}' })),
  )
  await Promise.all(Array.from({ length: 90 }, (_, minutes) => shopBucket.put({ name, doneAt: minutesAgo(minutes) })))
  await api.waitForIndexed(name, 100)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable')
  // Twice as many as the list shows of itself.
  await page.route(/\/api\/v1\/tasks\?.*limit=50/, (route) =>
    route.continue({ url: route.request().url().replace('limit=50', 'limit=100') }),
  )
  await page.clock.install()
  await page.goto(listOf(name))
  await expect(taskRows(page).nth(99)).toBeVisible()

  const poll = async (times: number) => {
    for (let done = 0; done < times; done += 10) {
      // A row goes on, and comes back: what is drawn is never the same for long.
      const taskId = running[(done / 10) % running.length]
      const state = done % 20 === 0 ? 'RETRY' : 'STARTED'
      await shopBucket.put({ taskId, name, state, result: JSON.stringify({ round: done }) })
      await pollTimes(page, /\/api\/v1\/tasks\?/, 10, everyMs)
    }
  }
  await poll(warmUp)
  const before = await held(devtools)
  await poll(polls - warmUp)
  const after = await held(devtools)
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`
  const say = ({ heapBytes, nodes, listeners }: Held) =>
    `${megabytes(heapBytes)}, ${nodes} nodes, ${listeners} listeners`
  console.log(`After ${warmUp} polls ${say(before)}; after ${polls} ${say(after)}.`)
  expect(after.heapBytes).toBeLessThanOrEqual(before.heapBytes * mostGrowth)
  expect(after.nodes).toBeLessThanOrEqual(before.nodes * mostGrowth)
  expect(after.listeners).toBeLessThanOrEqual(before.listeners * mostGrowth)
})

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
