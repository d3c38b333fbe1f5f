import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { probeKey } from '@/lib/celery/result-key'
import { isAppError } from '@/lib/errors'
import type { EventQueue } from '@/lib/event-queue/event-queue'
import { decodeNotification } from '@/lib/events/decode-notification'
import type { ResultStore } from '@/lib/results/store'
import { areLive } from '@/lib/sync/event-health'
import type { EventIndex } from '@/lib/sync/event-index'
import type { CheckLine } from './check-store'

export type EventCheckParts = {
  queue: EventQueue | null
  store: ResultStore
  index: EventIndex
  bucket: string
  keyPrefix: string
  now: () => number
}

/**
 * Looks at the queue of events. Where it may write, it also puts a probe into the bucket, waits for the event of it, and
 * removes it: the whole way from S3 to here. A dashboard that runs meanwhile may take the event; then the index tells.
 */
export async function checkEvents(
  parts: EventCheckParts,
  { mayWrite, waitMs = 30_000 }: { mayWrite: boolean; waitMs?: number },
  signal: AbortSignal,
): Promise<CheckLine[]> {
  const { queue } = parts
  if (!queue) {
    const message = 'not configured: sweeps find what is new. EVENTS_QUEUE_URL makes it seconds (docs/freshness.md).'
    return [{ ok: true, subject: 'Events', message }]
  }
  const subject = `Events in ${queue.label}`
  const lines: CheckLine[] = []
  try {
    const { waiting } = await queue.getBacklog(signal)
    lines.push({ ok: true, subject, message: `readable, about ${waiting} waiting.` })
    if (mayWrite) lines.push({ subject, ...(await probe({ ...parts, queue }, waitMs, signal)) })
  } catch (error) {
    lines.push({ ok: false, subject, message: isAppError(error) ? error.message : 'could not be checked.' })
  }
  return lines
}

type Parts = EventCheckParts & { queue: EventQueue }

async function probe(parts: Parts, waitMs: number, signal: AbortSignal): Promise<Omit<CheckLine, 'subject'>> {
  const { store, keyPrefix, now } = parts
  const key = probeKey(keyPrefix, randomUUID())
  if (!store.put || !store.delete) return { ok: true, message: 'not tried end to end: the results are read-only.' }
  try {
    await store.put(key, new TextEncoder().encode('{}'), signal)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'access_denied') throw error
    const message = 'not tried end to end: this check may not write to the bucket (s3:PutObject), which is all right.'
    return { ok: true, message }
  }
  const putMs = now()
  let came = false
  try {
    came = await waitForEvent(parts, key, putMs + waitMs, signal)
  } finally {
    // Also when the time is up: what was written here must not stay.
    await store.delete([{ key }], AbortSignal.timeout(10_000))
  }
  const seconds = ((now() - putMs) / 1000).toFixed(1)
  if (came) return { ok: true, message: `the event of a probe object came after ${seconds} s; the probe is removed.` }
  const setUp = `Let the bucket "${parts.bucket}" send s3:ObjectCreated:*, s3:ObjectRemoved:* and s3:LifecycleExpiration:* for "${keyPrefix}"`
  const message = `the event of ${key} did not come within ${seconds} s. ${setUp} to this queue, and let the queue's policy allow it to s3.amazonaws.com.`
  return { ok: false, message }
}

async function waitForEvent(parts: Parts, key: string, untilMs: number, signal: AbortSignal): Promise<boolean> {
  const { index, now } = parts
  while (now() < untilMs) {
    const [mark] = await index.listEventMarks([key])
    if (mark?.sequencer) return true
    // Every look at a message raises its receive count, so a dashboard that reads the queue is left to do it.
    if (areLive(await index.getEventState(), now())) await sleep(500, undefined, { signal })
    else if (await receiveEventOf(parts, key, signal)) return true
  }
  return false
}

async function receiveEventOf({ queue, bucket }: Parts, key: string, signal: AbortSignal): Promise<boolean> {
  const messages = await queue.receive({ waitSeconds: 1, visibilitySeconds: 30 }, signal)
  const own = messages.filter(({ body }) => {
    const notification = decodeNotification(body)
    return notification.kind === 'events' && notification.events.some((e) => e.bucket === bucket && e.key === key)
  })
  await queue.remove(own, signal)
  await queue.release(
    messages.filter((message) => !own.includes(message)),
    signal,
  )
  return own.length > 0
}
