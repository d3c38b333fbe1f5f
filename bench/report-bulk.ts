import { deletesAtOnce } from '@/lib/actions/bulk/run-forget'
import type { BenchDatabase } from './databases'
import type { BulkResult } from './measure-bulk'
import { measure, median } from './measurement'
import { line, number } from './print-line'
import { startBenchServer } from './server-process'
import { benchSettings, deleteLatencyMs, listLatencyMs } from './settings'

const goal = 0.8

/** How fast a bulk job forgets everything, beside a loop that only sends DeleteObjects, as many at once as the job. */
export async function reportBulk(database: BenchDatabase): Promise<void> {
  const { objects, rounds } = benchSettings
  const results: BulkResult[] = []
  for (let round = 0; round < rounds; round += 1) {
    const server = await startBenchServer(objects, 'delayed-s3.ts')
    try {
      const args = [String(server.port), await database.freshUrl(), String(objects)]
      results.push(await measure<BulkResult>('measure-bulk.ts', args))
    } finally {
      server.stop()
    }
  }
  const bulk = objects / (median(results.map((result) => result.bulk)).wallMs / 1000)
  const bare = objects / (median(results.map((result) => result.bare)).wallMs / 1000)
  const oneByOne = objects / (median(results.map((result) => result.oneByOne)).wallMs / 1000)
  const cpu = median(results.map((result) => result.bulk)).cpuMs / (objects / 1000)
  const ratio = bulk / bare
  console.log(`\nBulk forget on ${database.kind}: ${number(objects)} results, medians of ${rounds}`)
  line('Taken for S3', `${listLatencyMs} ms for a page of LIST, ${deleteLatencyMs} ms for DeleteObjects of 1,000 keys`)
  line('Bare loop: DeleteObjects, one after the other', `${number(oneByOne).padStart(8)} objects/s`)
  line(`Bare loop: ${deletesAtOnce} DeleteObjects at once`, `${number(bare).padStart(8)} objects/s`)
  line('Bulk forget', `${number(bulk).padStart(8)} objects/s  (${number(cpu)} ms on the processor for 1,000)`)
  line(
    `Bulk forget ÷ bare loop of ${deletesAtOnce}`,
    `${number(ratio, 2).padStart(8)}    (goal ≥ ${goal}: ${ratio >= goal ? 'met' : 'MISSED'})`,
  )
  line('Resident memory at the most', `${number(Math.max(...results.map((result) => result.maxRssMb)))} MB`)
  const exact = results.every(({ done, deleted, left }) => done === objects && deleted === objects && left === 0)
  if (exact) return
  console.log('  NOT ALL OF IT WAS FORGOTTEN')
  process.exitCode = 1
}
