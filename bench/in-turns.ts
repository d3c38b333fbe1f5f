import type { ChildProcess } from 'node:child_process'
import { performance } from 'node:perf_hooks'

/** Sent by a measurement where the part begins and ends whose time counts. */
export type Mark = { mark: 'begin' | 'end' }

/** Short enough that no request times out in between, long enough that the caches of the processor do not matter. */
const turnMs = 8000

type Runner = { child: ChildProcess; active: Stopwatch; wallMs: number; ended: boolean }

/**
 * Lets processes run in turns, one at a time, while the others are stopped, until all have ended: a machine with other
 * work slows all of them alike. Resolves to the milliseconds of each between its marks, without those it was stopped.
 */
export async function inTurns(children: ChildProcess[]): Promise<number[]> {
  const runners = children.map((child): Runner => {
    const runner: Runner = { child, active: stopwatch(), wallMs: Number.NaN, ended: false }
    let beganMs = Number.NaN
    child.on('message', (message: Partial<Mark>) => {
      if (message.mark === 'begin') beganMs = runner.active.ms()
      if (message.mark === 'end') runner.wallMs = runner.active.ms() - beganMs
    })
    child.once('exit', () => {
      runner.ended = true
    })
    child.kill('SIGSTOP')
    return runner
  })
  for (;;) {
    const running = runners.filter(({ ended }) => !ended)
    if (running.length === 0) return runners.map(({ wallMs }) => wallMs)
    for (const runner of running) await turn(runner)
  }
}

/** A turn ends early with the process. */
async function turn({ child, active }: Runner): Promise<void> {
  active.start()
  child.kill('SIGCONT')
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, turnMs)
    function done() {
      clearTimeout(timer)
      child.off('exit', done)
      resolve()
    }
    child.once('exit', done)
  })
  child.kill('SIGSTOP')
  active.stop()
}

type Stopwatch = ReturnType<typeof stopwatch>

function stopwatch() {
  let sum = 0
  let since: number | null = null
  return {
    start() {
      since = performance.now()
    },
    stop() {
      sum += since === null ? 0 : performance.now() - since
      since = null
    },
    ms: () => sum + (since === null ? 0 : performance.now() - since),
  }
}
