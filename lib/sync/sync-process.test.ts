import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { scripts } from '@/package.json'
import type { Clock } from './clock'
import { keepRunning, syncNodeOptions } from './sync-process'

const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-process-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function scriptOf(name: string, text: string): () => ReturnType<typeof fork> {
  const file = path.join(folder, `${name}.mjs`)
  writeFileSync(file, text)
  return () => fork(file)
}

/** Sleeps take no time, and are written down. */
function quickClock() {
  const slept: number[] = []
  let nowMs = 0
  const clock: Clock = {
    now: () => nowMs,
    sleep: async (ms) => {
      slept.push(ms)
      nowMs += ms
    },
  }
  return { clock, slept }
}

it('is started again whenever it ends, ever later', async () => {
  const { clock, slept } = quickClock()
  const stop = new AbortController()
  const ends: string[] = []
  const onEnd = (how: string) => {
    ends.push(how)
    if (ends.length === 9) stop.abort()
  }
  await keepRunning(scriptOf('ends', 'process.exit(3)'), { clock, killAfterMs: 1000, onEnd }, stop.signal)
  expect(ends).toEqual(Array(9).fill('code 3'))
  expect(slept.map((ms) => ms / 1000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
})

it('is asked to end, and may finish what it is doing', async () => {
  const { clock } = quickClock()
  const stop = new AbortController()
  const start = scriptOf(
    'drains',
    `process.on('SIGTERM', () => setTimeout(() => process.exit(7), 50)); setInterval(() => {}, 1000); process.send('up')`,
  )
  let code: number | null = null
  const watched = () => {
    const child = start()
    child.on('message', () => stop.abort())
    child.on('exit', (its) => {
      code = its
    })
    return child
  }
  await keepRunning(watched, { clock, killAfterMs: 10_000, onEnd: () => {} }, stop.signal)
  expect(code).toBe(7)
})

it('is ended where it does not listen', async () => {
  const { clock } = quickClock()
  const stop = new AbortController()
  const start = scriptOf('deaf', `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.send('up')`)
  let how: string | null = null
  const watched = () => {
    const child = start()
    child.on('message', () => stop.abort())
    child.on('exit', (_code, signal) => {
      how = signal
    })
    return child
  }
  await keepRunning(watched, { clock, killAfterMs: 100, onEnd: () => {} }, stop.signal)
  expect(how).toBe('SIGKILL')
})

it('gets the same settings of Node.js whoever starts it', () => {
  expect(scripts.sync).toBe(`node ${syncNodeOptions.join(' ')} --import tsx lib/sync/cli.ts`)
})
