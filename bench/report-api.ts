import { apiRequests, mixedRequests } from './api-requests'
import { apiApp, startApiServer } from './api-server'
import type { BenchDatabase } from './databases'
import { rank, timeRequest } from './measure-api'
import { measure } from './measurement'
import { number } from './print-line'
import type { Seeded } from './seed-index'
import { benchSettings } from './settings'

const goalMs = 50
const growthGoal = 3
const port = 4790

/** How fast the API answers at many results: every figure is printed, and whether it meets the goal. */
export async function reportApi(s3Port: number, database: BenchDatabase): Promise<void> {
  const { results, requests, resultsRatio } = benchSettings
  const few = Math.ceil(results / resultsRatio)
  const atFew = await withResults(few, s3Port, database, ({ url }) => mixedP95(url, requests))
  await withResults(results, s3Port, database, async ({ url, resultsPerSecond }) => {
    const rate = number(resultsPerSecond)
    console.log(`\nAPI on ${database.kind}: ${number(results)} results, indexed at ${rate} a second`)
    const floor = await timeRequest(url, { title: 'Empty answer (/health)', path: '/health' }, requests)
    console.log(`  ${''.padEnd(44)}     p50      p95      max   (ms; ${requests} requests each)`)
    let missed = 0
    for (const timed of [floor, ...(await timeAll(url, requests))]) {
      const met = timed.p95 < goalMs
      if (!met) missed += 1
      const cells = [timed.p50, timed.p95, timed.max].map((value) => number(value, 1).padStart(8)).join(' ')
      console.log(`  ${timed.title.padEnd(44)}${cells}${met ? '' : '   MISSED'}`)
    }
    console.log(`  Goal: each p95 below ${goalMs} ms: ${missed === 0 ? 'met' : `MISSED by ${missed}`}`)
    const atMany = await mixedP95(url, requests)
    const growth = atMany / atFew
    const verdict = growth <= growthGoal ? 'met' : 'MISSED'
    console.log(
      `  p95 of a mix of ${mixedRequests().length} calls: ${number(atMany, 1)} ms, ${number(atFew, 1)} ms at ` +
        `${number(few)} results: ÷ ${number(growth, 2)} (goal ≤ ${growthGoal}: ${verdict})`,
    )
  })
}

/** Fills an index with so many results, starts the dashboard on it, and ends it afterwards. */
async function withResults<T>(
  results: number,
  s3Port: number,
  database: BenchDatabase,
  use: (api: { url: string; resultsPerSecond: number }) => Promise<T>,
): Promise<T> {
  const url = await database.freshUrl()
  const seeded = await measure<Seeded>('seed-index.ts', [url, apiApp, String(results)])
  await database.settle(url)
  const server = await startApiServer(url, s3Port, port)
  try {
    return await use({ url: server.url, resultsPerSecond: results / (seeded.wallMs / 1000) })
  } finally {
    server.stop()
  }
}

/** Of all calls of the mix taken together. */
async function mixedP95(url: string, times: number): Promise<number> {
  const taken: number[] = []
  for (const request of mixedRequests()) taken.push(...(await timeRequest(url, request, times)).taken)
  return rank(taken, 0.95)
}

async function timeAll(url: string, times: number) {
  const timed = []
  for (const request of apiRequests()) timed.push(await timeRequest(url, request, times))
  return timed
}
