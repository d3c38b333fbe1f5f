import { apiRequests } from './api-requests'
import { apiApp, startApiServer } from './api-server'
import type { BenchDatabase } from './databases'
import { timeRequest } from './measure-api'
import { measure } from './measurement'
import type { Seeded } from './seed-index'
import { benchSettings } from './settings'

const goalMs = 50
const port = 4790
const number = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** How fast the API answers at many results: every figure is printed, and whether it meets the goal. */
export async function reportApi(s3Port: number, database: BenchDatabase): Promise<void> {
  const { results, requests } = benchSettings
  const url = await database.freshUrl()
  const seeded = await measure<Seeded>('seed-index.ts', [url, apiApp, String(results)])
  await database.settle(url)
  const rate = number(results / (seeded.wallMs / 1000))
  console.log(`\nAPI on ${database.kind}: ${number(results)} results, indexed at ${rate} a second`)
  const server = await startApiServer(url, s3Port, port)
  try {
    const floor = await timeRequest(server.url, { title: 'Empty answer (/health)', path: '/health' }, requests)
    console.log(`  ${''.padEnd(44)}     p50      p95      max   (ms; ${requests} requests each)`)
    let missed = 0
    for (const timed of [floor, ...(await timeAll(server.url, requests))]) {
      const met = timed.p95 < goalMs
      if (!met) missed += 1
      const cells = [timed.p50, timed.p95, timed.max].map((value) => number(value, 1).padStart(8)).join(' ')
      console.log(`  ${timed.title.padEnd(44)}${cells}${met ? '' : '   MISSED'}`)
    }
    console.log(`  Goal: each p95 below ${goalMs} ms: ${missed === 0 ? 'met' : `MISSED by ${missed}`}`)
  } finally {
    server.stop()
  }
}

async function timeAll(url: string, times: number) {
  const timed = []
  for (const request of apiRequests()) timed.push(await timeRequest(url, request, times))
  return timed
}
