import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
const built = path.join(root, '.next/BUILD_ID')
const sources = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'instrumentation.ts',
  'next.config.js',
  'postcss.config.js',
  'tsconfig.json',
  'package-lock.json',
]

/** `next build`, unless there is a build that is newer than every source. */
export async function buildIfNeeded(say: (line: string) => void): Promise<void> {
  if (existsSync(built) && newestSource() <= statSync(built).mtimeMs) return
  say('Building the dashboard; this is done once and takes a minute …')
  const next = path.join(root, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  const kill = () => child.kill()
  process.once('exit', kill)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const code = await new Promise((resolve) => child.on('close', resolve))
  process.off('exit', kill)
  if (code !== 0) throw new Error(`${output}\nThe dashboard could not be built.`)
}

function newestSource(): number {
  return Math.max(...sources.flatMap((name) => filesUnder(path.join(root, name))).map((file) => statSync(file).mtimeMs))
}

function filesUnder(file: string): string[] {
  if (!existsSync(file)) return []
  if (!statSync(file).isDirectory()) return [file]
  return readdirSync(file, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
}
