// `npm test`: everything, one stage after the other. Ends with "N passed, N failed, N skipped" alone on a line.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { add, countCommand, countPlaywright, countReport, countVitest, nothing } from './runner/counts.mjs'
import { runCommand } from './runner/run-command.mjs'
import { findBrowser, setUp } from './runner/set-up.mjs'

process.chdir(path.resolve(import.meta.dirname, '..'))
const reports = mkdtempSync(path.join(tmpdir(), 'tombstone-reports-'))
process.on('exit', () => rmSync(reports, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const bin = (name) => path.join('node_modules/.bin', name)
const report = (name) => path.join(reports, `${name}.json`)

async function vitest(name, ...args) {
  const outcome = await runCommand(bin('vitest'), [
    'run',
    ...args,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(name)}`,
  ])
  return { ...outcome, counts: countReport(outcome, report(name), countVitest) }
}

async function plain(command, ...args) {
  const outcome = await runCommand(command, args, { env: { NEXT_TELEMETRY_DISABLED: '1' } })
  return { ...outcome, counts: countCommand(outcome) }
}

async function playwright() {
  const list = findBrowser() === null
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report('journeys') }
  const outcome = await runCommand(bin('playwright'), ['test', '--reporter=line,json', ...(list ? ['--list'] : [])], {
    env,
    quiet: list,
  })
  const counts = countReport(outcome, report('journeys'), list ? countListed : countPlaywright)
  return { ...outcome, counts }
}

/** Without a browser every journey is skipped. */
function countListed({ suites }) {
  const specs = (suite) => suite.specs.length + (suite.suites ?? []).reduce((sum, inner) => sum + specs(inner), 0)
  return { ...nothing, skipped: suites.reduce((sum, suite) => sum + specs(suite), 0) }
}

const stages = [
  { name: 'lint', run: () => plain(bin('biome'), 'check', '.') },
  { name: 'types', run: () => plain(bin('tsc'), '--noEmit') },
  { name: 'unit and databases', run: () => vitest('unit') },
  { name: 'production build', run: () => plain(bin('next'), 'build') },
  { name: 'real Celery', needsBuild: true, run: () => vitest('celery', '--config', 'e2e/celery/vitest.config.ts') },
  { name: 'many processes', needsBuild: true, run: () => vitest('many', '--config', 'e2e/many/vitest.config.ts') },
  { name: 'browser journeys', needsBuild: true, run: playwright },
]

console.log('━━ set-up')
await setUp()

let total = nothing
let built = false
const lines = []
for (const { name, needsBuild, run } of stages) {
  console.log(`\n━━ ${name}`)
  const started = Date.now()
  const { code, counts, reason } =
    needsBuild && !built ? { code: 1, counts: { ...nothing, failed: 1 }, reason: 'there is no build' } : await run()
  if (name === 'production build') built = code === 0
  total = add(total, counts)
  const seconds = Math.round((Date.now() - started) / 1000)
  const numbers = [counts.passed, counts.failed, counts.skipped].map((count) => String(count).padStart(5))
  lines.push(
    `${name.padEnd(20)} ${numbers.join(' ')} ${`${seconds} s`.padStart(7)}${counts.failed > 0 ? `   ${reason}` : ''}`,
  )
}

console.log(`\n${''.padEnd(20)} passed failed skipped`)
for (const line of lines) console.log(line)
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed > 0 ? 1 : 0
