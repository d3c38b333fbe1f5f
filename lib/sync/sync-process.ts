import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { Clock } from './clock'

/**
 * What Node.js is told for `npm run sync`. Its live data are some 40 MB, and V8 would rather let garbage grow to several
 * times of that than look for it: less room for young objects, and a limit that makes it less patient with old ones.
 * The limit leaves room for as many bodies of SYNC_BODY_CAP_BYTES as are read at once by default.
 */
export const syncNodeOptions = ['--max-semi-space-size=8', '--max-old-space-size=768']

/** `npm run sync` as a child of this process. It ends when this process does, however that happens. */
export function startSyncProcess(): ChildProcess {
  return fork(path.resolve('lib/sync/cli.ts'), { execArgv: [...syncNodeOptions, '--import=tsx'] })
}

const firstPauseMs = 1000
const longestPauseMs = 60_000

/**
 * Starts a process, and starts it again whenever it ends, with growing pauses; one that ran for a minute is taken to have
 * been well. When the signal fires it is asked to end, and `killAfterMs` later no longer asked. Resolves when it has ended.
 */
export async function keepRunning(
  start: () => ChildProcess,
  { clock, killAfterMs, onEnd }: { clock: Clock; killAfterMs: number; onEnd: (how: string, againMs: number) => void },
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = firstPauseMs
  while (!signal.aborted) {
    const startedMs = clock.now()
    const how = await untilEnd(start(), killAfterMs, signal)
    if (signal.aborted) return
    if (clock.now() - startedMs >= longestPauseMs) pauseMs = firstPauseMs
    onEnd(how, pauseMs)
    await clock.sleep(pauseMs, signal).catch(() => {})
    pauseMs = Math.min(2 * pauseMs, longestPauseMs)
  }
}

/** In words: "code 1", "signal SIGKILL", or why it could not even be started. */
function untilEnd(child: ChildProcess, killAfterMs: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    let killing: NodeJS.Timeout | undefined
    const ask = () => {
      child.kill('SIGTERM')
      killing = setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    }
    const settle = (how: string) => {
      clearTimeout(killing)
      signal.removeEventListener('abort', ask)
      resolve(how)
    }
    signal.addEventListener('abort', ask, { once: true })
    if (signal.aborted) ask()
    child.on('error', (error) => settle(error.message))
    child.on('exit', (code, name) => settle(name === null ? `code ${code}` : `signal ${name}`))
  })
}
