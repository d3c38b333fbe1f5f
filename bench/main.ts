import { cpus, loadavg, totalmem } from 'node:os'
import { syncNodeOptions } from '@/lib/sync/sync-process'
import { type BenchDatabase, openBenchDatabase } from './databases'
import {
  type BareResult,
  type ColdResult,
  type Cost,
  measure,
  measureInTurns,
  median,
  withProfileFolder,
} from './measurement'
import { line, number } from './print-line'
import { readProfile } from './profile'
import { reportApi } from './report-api'
import { reportBulk } from './report-bulk'
import { reportLarge } from './report-large'
import { reportTogether } from './report-together'
import { type BenchServer, startBenchServer } from './server-process'
import { benchSettings } from './settings'

// `npm run bench`: what the sync costs on top of the requests it makes, and how fast the API answers.
const { objects, concurrency, rounds, databases, parts, profile } = benchSettings
const goal = 1.15
const memoryGoal = { ratio: 1.2, megabytes: 400 }

const seconds = ({ wallMs, cpuMs }: Cost) =>
  `${number(wallMs / 1000, 2).padStart(8)} s  (${number(cpuMs / 1000, 2)} s on the processor)`

function describeMachine(): void {
  const [cpu] = cpus()
  console.log(`\n${number(objects)} objects, ${concurrency} GETs at once, medians of ${rounds}`)
  line('Machine', `${cpus().length} × ${cpu?.model.trim()}, ${number(totalmem() / 2 ** 30)} GiB`)
  line('Node.js', `${process.version} on ${process.platform} ${process.arch}`)
  line('Load before', number(loadavg()[0] ?? 0, 2))
}

/** A ratio, and whether it is what we want. */
function ratio(label: string, measured: Cost, bare: Cost): boolean {
  const value = measured.wallMs / bare.wallMs
  const met = value <= goal
  const cpu = number(measured.cpuMs / bare.cpuMs, 2)
  line(label, `${number(value, 2).padStart(8)}    (goal ≤ ${goal}: ${met ? 'met' : 'MISSED'}; ${cpu} on the processor)`)
  return met
}

async function benchDatabase(server: BenchServer, database: BenchDatabase, servedACore: number): Promise<void> {
  const bare: BareResult[] = []
  const indexed: ColdResult[] = []
  const loop = [String(server.port), String(concurrency)]
  const indexArgs = async () => [...loop, await database.freshUrl(), '5']
  for (let round = 0; round < rounds; round += 1) {
    const { results, wallMs } = await measureInTurns<BareResult, ColdResult>(
      ['measure-bare.ts', loop],
      ['measure-index.ts', await indexArgs(), { nodeOptions: syncNodeOptions }],
    )
    const [its, ours] = results
    bare.push({ ...its, bare: { ...its.bare, wallMs: wallMs[0] } })
    indexed.push({ ...ours, cold: { ...ours.cold, wallMs: wallMs[1] } })
  }

  const bareCost = median(bare.map((result) => result.bare))
  const cold = median(indexed.map((result) => result.cold))
  const bareList = median(indexed.map((result) => result.bareList))
  const unchanged = median(indexed.map((result) => result.unchanged))
  const pages = Math.max(1, Math.ceil(objects / 1000))
  const exact = indexed.every(({ listRequests, getRequests }) => listRequests === pages && getRequests === 0)
  const complete = indexed.every((result) => result.indexed === objects)

  console.log(`\nIndex on ${database.kind}`)
  line('Bare loop: LIST and GET everything', seconds(bareCost))
  line('Cold index', `${seconds(cold)}${complete ? '' : '  INCOMPLETE'}`)
  const coldMet = ratio('Cold index ÷ bare loop', cold, bareCost)
  const indexedACore = (objects * 1000) / cold.cpuMs
  line(
    'Synthetic S3 ÷ dashboard',
    `${number(servedACore / indexedACore, 1).padStart(8)} times as fast: ${number(servedACore)} and ` +
      `${number(indexedACore)} objects/s a core`,
  )
  line('Bare LIST loop', seconds(bareList))
  line('Unchanged sweep', seconds(unchanged))
  const unchangedMet = ratio('Unchanged sweep ÷ bare LIST loop', unchanged, bareList)
  const [{ listRequests, getRequests } = { listRequests: Number.NaN, getRequests: Number.NaN }] = indexed
  const verdict = exact ? 'met' : 'MISSED'
  line('Requests of an unchanged sweep', `${listRequests} LIST, ${getRequests} GET  (goal ${pages} and 0: ${verdict})`)
  const rss = (results: { maxRssMb: number }[]) => Math.max(...results.map((result) => result.maxRssMb))
  const most = rss(indexed)
  const below = most < memoryGoal.megabytes ? 'met' : 'MISSED'
  const bareMost = number(rss(bare))
  line(
    'Resident memory at the most',
    `${number(most)} MB  (goal < ${memoryGoal.megabytes}: ${below}; bare ${bareMost} MB)`,
  )
  const tenth = Math.ceil(objects / 10)
  const small = await startBenchServer(tenth)
  try {
    const smallArgs = async () => [String(small.port), String(concurrency), await database.freshUrl(), '1']
    const nodeOptions = syncNodeOptions
    const { maxRssMb } = await measure<ColdResult>('measure-index.ts', await smallArgs(), { nodeOptions })
    const flat = most / maxRssMb <= memoryGoal.ratio ? 'met' : 'MISSED'
    const growth = number(most / maxRssMb, 2).padStart(8)
    line(
      `Memory ÷ memory at ${number(tenth)} objects`,
      `${growth}    (goal ≤ ${memoryGoal.ratio}: ${flat}; ${number(maxRssMb)} MB)`,
    )
    if (!exact || !complete) process.exitCode = 1
    if (coldMet && unchangedMet && !profile) return
    await withProfileFolder(async (profileFolder) => {
      // At most of these sizes a tenth takes its time at the same places, and everything again would take an hour.
      const args = objects > 200_000 ? await smallArgs() : await indexArgs()
      await measure<ColdResult>('measure-index.ts', args, { profileFolder, nodeOptions })
      explain(readProfile(profileFolder))
    })
  } finally {
    small.stop()
  }
}

function explain({ parts, functions }: ReturnType<typeof readProfile>): void {
  const percent = (share: number) => `${number(share * 100, 1).padStart(5)} %`
  console.log('\n  Where the processor was, cold index and unchanged sweeps together (node --cpu-prof):')
  for (const [part, share] of parts) console.log(`    ${percent(share)}  ${part}`)
  console.log('  Functions that took most of it themselves:')
  for (const [name, share] of functions) console.log(`    ${percent(share)}  ${name}`)
}

let opened: BenchDatabase | null = null
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await opened?.stop()
    process.exit(1)
  })
}

describeMachine()
const server = await startBenchServer(objects)
try {
  const { requestsPerSecond, cpuMsPerRequest } = await server.rate()
  const possible = 1000 / cpuMsPerRequest
  const served = `${number(requestsPerSecond)} GET/s served to one plain client; ${number(possible)}/s a core`
  line('Synthetic S3 on its own', served)
  for (const kind of databases) {
    try {
      const database = await openBenchDatabase(kind)
      opened = database
      try {
        if (parts.includes('sync')) await benchDatabase(server, database, possible)
        if (parts.includes('bulk')) await reportBulk(database)
        if (parts.includes('api')) await reportApi(server.port, database)
        if (parts.includes('together')) await reportTogether(server.port, database)
        if (parts.includes('large')) await reportLarge(server.port, database)
      } finally {
        opened = null
        await database.stop()
      }
    } catch (error) {
      console.log(`\nSKIPPED ${kind}: ${error instanceof Error ? error.message : error}`)
    }
  }
} finally {
  server.stop()
}
