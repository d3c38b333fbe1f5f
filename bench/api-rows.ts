import type { FailureFacts } from '@/lib/celery/failure-facts'
import { wordsOf } from '@/lib/search/text-words'
import type { TaskRow } from '@/lib/sync/index-port'

const dayMs = 86_400_000
const areas = ['mail', 'orders', 'search', 'reports', 'images', 'billing', 'stock', 'users']
const verbs = ['send', 'charge', 'reindex', 'build', 'resize']
const exceptions = [
  'TimeoutError',
  'KeyError',
  'ValueError',
  'ConnectionError',
  'SMTPServerDisconnected',
  'CardDeclined',
]
const words = ['invoice', 'reminder', 'welcome', 'refund', 'parcel', 'newsletter', 'password', 'discount', 'warranty']

/** Numbers below one that look random and are the same in every run. */
export function draws(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
}

/**
 * The stored versions of one task of an imaginary shop, oldest first: 40 types of very different frequency, three weeks
 * to three months old, some failures of 60 bugs. A third was seen as STARTED first, so that its run time is known.
 */
export function taskVersions(number: number, nowMs: number): TaskRow[] {
  const draw = draws(number + 1)
  const type = Math.floor(40 * draw() ** 2)
  const area = areas[type % areas.length] ?? ''
  const name = `shop.${area}.${verbs[Math.floor(type / areas.length)]}_${type}`
  const taskId = idOf(draw)
  const occurredMs = Math.floor(nowMs - 90 * dayMs * draw() ** 1.6) - 1
  const outcome = draw()
  const state = outcome < 0.95 ? 'SUCCESS' : outcome < 0.99 ? 'FAILURE' : outcome < 0.995 ? 'RETRY' : 'STARTED'
  const ready = state === 'SUCCESS' || state === 'FAILURE'
  const failure = state === 'FAILURE' || state === 'RETRY' ? failureOf(Math.floor(60 * draw() ** 2), taskId) : null
  const about = `${words[Math.floor(draw() * words.length)]} for customer${Math.floor(draw() * 50_000)}`
  const grouped = draw() < 0.1
  const final: TaskRow = {
    key: `celery-task-meta-${taskId}`,
    taskId,
    version: 'v2',
    sizeBytes: Math.floor(250 * Math.exp(2.2 * draw() ** 3 * 4)),
    storageClass: 'STANDARD',
    modifiedMs: occurredMs,
    state,
    ready,
    name,
    queue: `${area}-queue`,
    worker: `worker-${Math.floor(draw() * 24)}@shop`,
    retries: failure && draw() < 0.5 ? 3 : 0,
    dateDoneMs: ready ? occurredMs : null,
    exceptionType: failure?.type ?? null,
    exceptionMessage: failure?.message ?? null,
    failure: state === 'FAILURE' ? (failure?.facts ?? null) : null,
    groupId: grouped ? `group-${Math.floor(number / 200)}` : null,
    parentId: null,
    serializer: 'json',
    extended: true,
    argsPreview: `("${about}")`,
    resultPreview: ready && !failure ? '{"ok": true}' : null,
    children: null,
    searchText: wordsOf(`${taskId} ${name} ${failure?.type ?? ''} ${failure?.message ?? ''}`).join(' '),
    valueText: wordsOf(`${about} ok true`).join(' '),
    readMs: occurredMs,
    problem: null,
  }
  if (draw() > 0.33 || !ready) return [final]
  const startedMs = occurredMs - Math.floor(30 * Math.exp(7 * draw()))
  const unfinished = { state: 'STARTED', ready: false, dateDoneMs: null, exceptionType: null, exceptionMessage: null }
  return [{ ...final, ...unfinished, failure: null, version: 'v1', modifiedMs: startedMs, resultPreview: null }, final]
}

function failureOf(bug: number, taskId: string): { type: string; message: string; facts: FailureFacts } {
  const type = exceptions[bug % exceptions.length] ?? ''
  const pattern = `could not reach ${areas[bug % areas.length]} backend ${'abcdefghij'[bug % 10]} for <id>`
  const frame = `shop/${areas[bug % areas.length]}.py in call_${bug}`
  const fingerprint = (bug + 1).toString(16).padStart(16, '0')
  return {
    type,
    message: pattern.replace('<id>', taskId),
    facts: { fingerprint, pattern, frame, traceback: `Traceback (most recent call last):\n  …\n${type}: ${pattern}` },
  }
}

function idOf(draw: () => number): string {
  const hex = () =>
    Math.floor(draw() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  const text = hex() + hex() + hex() + hex()
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
}
