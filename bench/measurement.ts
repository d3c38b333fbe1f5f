import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inTurns, type Mark } from './in-turns'

/** Time on the clock, time on the processor, and the most memory the process ever held. */
export type Cost = { wallMs: number; cpuMs: number }
export type ColdResult = {
  cold: Cost
  /** Medians over several rounds, taken in turns. */
  unchanged: Cost
  bareList: Cost
  listRequests: number
  getRequests: number
  indexed: number
  maxRssMb: number
}
export type BareResult = { bare: Cost; bytes: number; maxRssMb: number }

export async function costOf<T>(work: () => Promise<T>): Promise<{ cost: Cost; value: T }> {
  const cpuBefore = process.cpuUsage()
  const startedMs = performance.now()
  const value = await work()
  const { user, system } = process.cpuUsage(cpuBefore)
  return { cost: { wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 }, value }
}

/** The middle one; of an even number the faster of the two in the middle. */
export function median(costs: Cost[]): Cost {
  const sorted = [...costs].sort((a, b) => a.wallMs - b.wallMs)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? { wallMs: Number.NaN, cpuMs: Number.NaN }
}

export const maxRssMb = () => process.resourceUsage().maxRSS / 1024

type MeasureOptions = { profileFolder?: string; nodeOptions?: string[] }

/** Runs one measurement in a process of its own, so that memory and warmth of one do not become another's. */
export function measure<T>(script: string, args: string[], options: MeasureOptions = {}): Promise<T> {
  return start<T>(script, args, options).result
}

/** `measure`, for two that are to be compared: `inTurns` says how. Their times on the clock come beside the results. */
export async function measureInTurns<A, B>(
  [scriptA, argsA, optionsA]: [script: string, args: string[], options?: MeasureOptions],
  [scriptB, argsB, optionsB]: [script: string, args: string[], options?: MeasureOptions],
): Promise<{ results: [A, B]; wallMs: [number, number] }> {
  const [one, other] = [start<A>(scriptA, argsA, optionsA), start<B>(scriptB, argsB, optionsB)]
  const [[first = Number.NaN, second = Number.NaN], ...results] = await Promise.all([
    inTurns([one.child, other.child]),
    one.result,
    other.result,
  ])
  return { results, wallMs: [first, second] }
}

function start<T>(script: string, args: string[], { profileFolder, nodeOptions = [] }: MeasureOptions = {}) {
  const profiling = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : []
  const child = fork(path.join(import.meta.dirname, script), args, {
    execArgv: [...nodeOptions, '--import', 'tsx', ...profiling],
    // The SDK announces the end of its support for Node.js 20 in every process.
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  // A process that is stopped would not notice that nobody wants it any more.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  const result = new Promise<T>((resolve, reject) => {
    let result: T | undefined
    child.on('message', (message: T | Mark) => {
      if (!isMark(message)) result = message
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      result === undefined ? reject(new Error(`${script} ended with ${code}`)) : resolve(result),
    )
  })
  return { child, result }
}

const isMark = (message: unknown): message is Mark =>
  typeof message === 'object' && message !== null && 'mark' in message

/** `costOf`, with the marks that `measureInTurns` takes the time by. */
export async function markedCostOf<T>(work: () => Promise<T>): Promise<{ cost: Cost; value: T }> {
  const mark = (mark: Mark['mark']) => process.send?.({ mark } satisfies Mark)
  mark('begin')
  const measured = await costOf(work)
  mark('end')
  return measured
}

/** The files of a measurement that was profiled; gone when `use` is done with them. */
export async function withProfileFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-profile-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const filesOf = (folder: string) => readdirSync(folder).map((file) => path.join(folder, file))
