import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

export type Running = {
  /** Also its access key, by which the emulator's request log tells who asked. */
  name: string
  pid: number
  isRunning(): boolean
  /** The exit code; null where a signal ended it. */
  ended: Promise<number | null>
  kill(): Promise<void>
  /** What it has printed so far. */
  output(): string
}

/** A process of Tombstone as a supervisor would start it: nothing of this process's environment but the path. */
export function startProcess(
  name: string,
  script: string,
  environment: Record<string, string>,
  args: string[] = [],
): Running {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    // A group of its own: `npm start` has a server below it, and a machine that fails takes both.
    detached: true,
    env: {
      NODE_ENV: 'production',
      NODE_NO_WARNINGS: '1',
      NEXT_TELEMETRY_DISABLED: '1',
      PATH,
      HOME,
      ...environment,
      AWS_ACCESS_KEY_ID: name,
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const { pid } = child
  if (pid === undefined) throw new Error(`${name} could not be started.`)
  // Closed, not only ended: what it has printed is read by then.
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const killGroup = () => {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It has ended already.
    }
  }
  process.once('exit', killGroup)
  void ended.then(() => process.off('exit', killGroup))
  return {
    name,
    pid,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    output: () => output,
    async kill() {
      killGroup()
      await ended
    },
  }
}
