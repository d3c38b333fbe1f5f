import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { compareKeys } from '@/lib/celery/key-order'
import { parseResultKey } from '@/lib/celery/result-key'
import { type MemoryIndex, openMemoryIndex } from '@/lib/db/memory-index'
import { createMemoryStore, type MemoryStore } from '@/lib/results/memory'
import type { Clock } from './clock'
import { decodeDocument } from './decode-document'
import type { SweepParts } from './engine'

export const keyPrefix = 'shop/'
export const taskKeyOf = (id: string) => `${keyPrefix}celery-task-meta-${id}`
export const groupKeyOf = (id: string) => `${keyPrefix}celery-taskset-meta-${id}`

/** A stored document as Celery 5 writes it. */
export function documentOf(fields: Record<string, unknown> = {}): string {
  const whole = { status: 'SUCCESS', result: 1, traceback: null, children: [], ...fields }
  return JSON.stringify(whole)
}

export type TestParts = SweepParts & { store: MemoryStore; index: MemoryIndex }

export function testParts(options: { now?: () => number; bodyCapBytes?: number; pageSize?: number } = {}): TestParts {
  const now = options.now ?? Date.now
  const decode = decodeDocument(options.bodyCapBytes ?? 1_000_000)
  return {
    store: createMemoryStore({ now, pageSize: options.pageSize }),
    index: openMemoryIndex(),
    decode,
    keyPrefix,
    now,
  }
}

/** Puts `count` tasks there whose keys spread over the key space as UUIDs do. */
export function fillStore(store: MemoryStore, count: number): void {
  for (let at = 0; at < count; at += 1) {
    const id = Math.imul(at, 0x9e3779b1) >>> 0
    store.set(
      taskKeyOf(`${id.toString(16).padStart(8, '0')}-${at}`),
      documentOf({ name: `task.${at % 7}`, result: at }),
    )
  }
}

/** The one promise of the sync: the index holds the keys and versions of the bucket, and its sums agree. */
export async function expectIndexEqualsBucket({ store, index }: TestParts): Promise<void> {
  const { tasks, groups, stored } = index.contents()
  const indexed = [...tasks.map(versionOfTask), ...groups.map(({ key, etag }) => `${key} ${etag}`)].sort(compareKeys)
  const bucket: string[] = []
  for (const key of store.keys().filter((candidate) => parseResultKey(keyPrefix, candidate) !== null)) {
    const outcome = await store.get(key, {}, new AbortController().signal)
    if (outcome.kind === 'found') bucket.push(`${key} ${outcome.document.version}`)
  }
  assert.deepEqual(indexed, bucket.sort(compareKeys))
  assert.equal(
    stored.reduce((sum, { objects }) => sum + objects, 0),
    tasks.length,
  )
}

const versionOfTask = ({ key, etag }: { key: string; etag: string }) => `${key} ${etag}`

export type FakeClock = Clock & {
  /** Moves on, waking every sleeper at its time, and lets what they do settle. */
  advance(ms: number): Promise<void>
}

export function createFakeClock(startMs = Date.UTC(2026, 10, 21, 12)): FakeClock {
  let nowMs = startMs
  let sleepers: { untilMs: number; wake: () => void }[] = []
  return {
    now: () => nowMs,
    sleep(ms, signal) {
      signal.throwIfAborted()
      return new Promise((resolve, reject) => {
        const sleeper = {
          untilMs: nowMs + ms,
          wake() {
            signal.removeEventListener('abort', leave)
            resolve()
          },
        }
        const leave = () => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          reject(signal.reason)
        }
        sleepers.push(sleeper)
        signal.addEventListener('abort', leave, { once: true })
      })
    },
    async advance(ms) {
      const targetMs = nowMs + ms
      await settle()
      for (;;) {
        const next = sleepers.filter(({ untilMs }) => untilMs <= targetMs).sort((a, b) => a.untilMs - b.untilMs)[0]
        if (!next) break
        sleepers = sleepers.filter((sleeper) => sleeper !== next)
        nowMs = Math.max(nowMs, next.untilMs)
        next.wake()
        await settle()
      }
      nowMs = targetMs
    },
  }
}

/** Lets everything that needs no time run to where it waits. */
export async function settle(): Promise<void> {
  for (let turns = 0; turns < 30; turns += 1) await nextTurn()
}
