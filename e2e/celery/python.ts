import { execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import path from 'node:path'

/** The app folder: the working directory of workers and scripts. */
const appFolder = path.join(import.meta.dirname, 'app')
const candidates = [process.env.CELERY_PYTHON, '/usr/bin/python3', 'python3']

/** A Python that has what a worker on SQS and S3 needs, or null. */
export function findPython(): string | null {
  const works = (python: string) =>
    spawnSync(python, ['-c', 'import celery, boto3, pycurl'], { stdio: 'ignore' }).status === 0
  return candidates.find((python) => python && works(python)) ?? null
}

export function celeryVersion(python: string): string {
  return execFileSync(python, ['-c', 'import celery; print(celery.__version__)'], { encoding: 'utf8' }).trim()
}

/** A script of the app folder, run to its end: what it printed, one JSON value a line. */
export async function runScript(python: string, conf: object, args: string[], input = ''): Promise<unknown[]> {
  const child = spawn(python, args, { ...options(conf), stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(input)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.`)
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

export type Worker = { log(): string; stop(): Promise<void> }

/** A Celery worker with two processes. Resolves when it is ready; stopping ends its whole process group. */
export async function startWorker(python: string, conf: object): Promise<Worker> {
  const args = ['-m', 'celery', '-A', 'interop', 'worker', '-c', '2', '-n', 'worker@interop', '-l', 'INFO']
  const child = spawn(python, [...args, '--without-gossip', '--without-mingle', '--without-heartbeat'], {
    ...options(conf),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let log = ''
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    const listen = (text: string) => {
      log += text
      if (log.includes(' ready.')) resolve()
    }
    child.stdout.setEncoding('utf8').on('data', listen)
    child.stderr.setEncoding('utf8').on('data', listen)
    void ended.then(() => reject(new Error(`The worker ended before it was ready:\n${log}`)))
  })
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
  }
  // A test run that is broken off must not leave workers behind.
  process.once('exit', kill)
  return {
    log: () => log,
    async stop() {
      kill()
      await ended
      process.off('exit', kill)
    },
  }
}

function options(conf: object): SpawnOptions & { cwd: string } {
  const { PATH, HOME, LANG, NODE_ENV } = process.env
  return {
    cwd: appFolder,
    env: {
      NODE_ENV,
      PATH,
      HOME,
      LANG: LANG ?? 'C.UTF-8',
      TZ: 'UTC',
      INTEROP_CONF: JSON.stringify(conf),
      AWS_EC2_METADATA_DISABLED: 'true',
      C_FORCE_ROOT: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUTF8: '1',
    },
  }
}
