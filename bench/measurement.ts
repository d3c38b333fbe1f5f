import { fork } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

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

/** Runs one measurement in a process of its own, so that memory and warmth of one do not become another's. */
export function measure<T>(
  script: string,
  args: string[],
  { profileFolder, nodeOptions = [] }: { profileFolder?: string; nodeOptions?: string[] } = {},
): Promise<T> {
  const profiling = profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`] : []
  const child = fork(path.join(import.meta.dirname, script), args, {
    execArgv: [...nodeOptions, '--import', 'tsx', ...profiling],
    // The SDK announces the end of its support for Node.js 20 in every process.
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  return new Promise((resolve, reject) => {
    let result: T | undefined
    child.on('message', (message: T) => {
      result = message
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      result === undefined ? reject(new Error(`${script} ended with ${code}`)) : resolve(result),
    )
  })
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
