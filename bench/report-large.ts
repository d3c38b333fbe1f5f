import { fork } from 'node:child_process'
import path from 'node:path'
import { syncNodeOptions } from '@/lib/sync/sync-process'
import { mixedRequests } from './api-requests'
import { apiApp, startApiServer } from './api-server'
import type { BenchDatabase } from './databases'
import { rank, timeRequest } from './measure-api'
import type { LargeMessage, LargeResult } from './measure-large'
import { number } from './print-line'
import { benchSettings } from './settings'

const port = 4792
const tellEvery = 250_000

/**
 * One long run: indexing from nothing with a line on the way now and then, an unchanged sweep, and the API's answers at
 * that size. When time is up (BENCH_MINUTES), what is indexed by then is what the API is asked about.
 */
export async function reportLarge(s3Port: number, database: BenchDatabase): Promise<void> {
  const { objects, requests } = benchSettings
  const url = await database.freshUrl()
  console.log(`\nOne long run on ${database.kind}: ${number(objects)} objects`)
  console.log('       indexed       time   objects/s    memory    database')
  const { cold, unchanged } = await indexed(s3Port, url)
  console.log(`  Cold index: ${number(cold.wallMs / 1000)} s (${number(cold.cpuMs / 1000)} s on the processor)`)
  console.log(
    unchanged
      ? `  Unchanged sweep: ${number(unchanged.wallMs / 1000, 1)} s (${number(unchanged.cpuMs / 1000, 1)} s on the ` +
          `processor), ${unchanged.listRequests} LIST, ${unchanged.getRequests} GET`
      : '  Time was up before the index was complete.',
  )
  const server = await startApiServer(url, s3Port, port)
  try {
    const all: number[] = []
    for (const { title, path: asked } of mixedRequests()) {
      // The synthetic bucket has other types of tasks than the rows of the part `api`.
      const timed = await timeRequest(server.url, { title, path: asked.replace('send_0', 'send_receipt') }, requests)
      all.push(...timed.taken)
      console.log(`  ${title.padEnd(44)} p50 ${number(timed.p50, 1)} ms, p95 ${number(timed.p95, 1)} ms`)
    }
    console.log(`  p95 of all of them: ${number(rank(all, 0.95), 1)} ms`)
  } finally {
    server.stop()
  }
}

function indexed(s3Port: number, url: string): Promise<LargeResult> {
  const { concurrency, minutes } = benchSettings
  const args = [String(s3Port), String(concurrency), url, apiApp, String(tellEvery), String(minutes)]
  const child = fork(path.join(import.meta.dirname, 'measure-large.ts'), args, {
    execArgv: [...syncNodeOptions, '--import=tsx'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  return new Promise((resolve, reject) => {
    let result: LargeResult | undefined
    child.on('message', (message: LargeMessage) => {
      if ('result' in message) {
        result = message.result
        return
      }
      const { indexed, seconds, perSecond, rssMb, databaseMb } = message.progress
      console.log(
        `  ${number(indexed).padStart(12)} ${number(seconds).padStart(8)} s  ${number(perSecond).padStart(9)} ` +
          `${number(rssMb).padStart(6)} MB ${number(databaseMb).padStart(8)} MB`,
      )
    })
    child.on('error', reject)
    child.on('exit', (code) => (result ? resolve(result) : reject(new Error(`measure-large.ts ended with ${code}`))))
  })
}
