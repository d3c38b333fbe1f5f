import { setTimeout as sleep } from 'node:timers/promises'
import { syncStatus } from '@/lib/contract/sync'
import { mixedRequests } from './api-requests'
import { startApiServer } from './api-server'
import type { BenchDatabase } from './databases'
import { rank, timeRequest } from './measure-api'
import { number } from './print-line'
import { benchSettings } from './settings'

const port = 4791
const goal = 3
const giveUpAfterMs = 3_600_000

/** How fast the API answers while the process beside it indexes a bucket from nothing, against when nothing is to be done. */
export async function reportTogether(s3Port: number, database: BenchDatabase): Promise<void> {
  const { objects, requests } = benchSettings
  const server = await startApiServer(await database.freshUrl(), s3Port, port, 'embedded')
  try {
    // The synthetic bucket has other types of tasks than the rows of the part `api`.
    const mix = mixedRequests().map(({ title, path }) => ({ title, path: path.replace('send_0', 'send_receipt') }))
    const startedMs = performance.now()
    const busy: number[] = []
    while (!(await hasSwept(server.url))) {
      for (const request of mix) {
        const askedMs = performance.now()
        await (await fetch(`${server.url}${request.path}`)).text()
        busy.push(performance.now() - askedMs)
        // A person with an open page, and not a load test.
        await sleep(50)
      }
      if (performance.now() - startedMs > giveUpAfterMs) throw new Error('The first sweep takes too long.')
    }
    const seconds = (performance.now() - startedMs) / 1000
    const idle: number[] = []
    for (const request of mix) idle.push(...(await timeRequest(server.url, request, requests)).taken)

    const [during, after] = [rank(busy, 0.95), rank(idle, 0.95)]
    const verdict = during / after <= goal ? 'met' : 'MISSED'
    console.log(`\nAPI and sweep together on ${database.kind}: ${number(objects)} objects in ${number(seconds, 1)} s`)
    console.log(
      `  p95 of ${busy.length} calls during the cold index   ${number(during, 1)} ms, idle ${number(after, 1)} ms`,
    )
    console.log(`  During ÷ idle   ${number(during / after, 2)}   (goal ≤ ${goal}: ${verdict})`)
  } finally {
    server.stop()
  }
}

async function hasSwept(url: string): Promise<boolean> {
  const { last } = syncStatus.parse(await (await fetch(`${url}/sync`)).json())
  return last !== null
}
