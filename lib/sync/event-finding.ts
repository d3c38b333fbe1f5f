import { parseResultKey } from '@/lib/celery/result-key'
import type { ObjectEvent } from '@/lib/events/object-event'
import type { ResultStore } from '@/lib/results/store'
import type { Finding } from './batcher'
import { type DecodeDocument, fetchFinding, unreadFinding } from './fetch-finding'
import type { IndexBatch } from './index-port'
import type { KeyPlan } from './plan-events'

type Gone = IndexBatch['gone'][number]
/** What is to be written for one key; null where the index already says it. `read`: the object was asked for. */
export type EventFinding = {
  finding: Exclude<Finding, { kind: 'gone' }> | ({ kind: 'gone' } & Gone) | null
  read: boolean
}

type Parts = { store: ResultStore; decode: DecodeDocument; keyPrefix: string; now: () => number }

/** How far S3's two clocks for one version may be apart; a greater distance is not about the same writing. */
const sameWritingMs = 5000

/**
 * Finds out what stands under the key of an event now: at most one GET. The answer may be newer than the event; then the
 * later event finds the index up to date. Throws what the store throws.
 */
export async function eventFinding(parts: Parts, plan: KeyPlan, signal: AbortSignal): Promise<EventFinding> {
  const { key, event, knownVersion } = plan
  const resultKey = parseResultKey(parts.keyPrefix, key)
  if (plan.kind === 'known' || !resultKey) return { finding: null, read: false }
  const readMs = parts.now()
  // What was found says which version was known before: where another one stands by then, it is to be read once more.
  const replaces = knownVersion ?? undefined
  // A reading that began before the removal and has not been written yet must not bring the key back.
  if (plan.kind === 'absent') {
    return { finding: { kind: 'gone', key, seenMs: Math.min(event.atMs, readMs) }, read: false }
  }
  const fetched = await fetchFinding({ ...parts, onRequest: () => {} }, { key, resultKey, replaces }, signal)
  switch (fetched.kind) {
    case 'read':
      return { finding: withEventTime(fetched.finding, plan.events), read: true }
    case 'gone':
      return { finding: { kind: 'gone', key, ifVersion: replaces, seenMs: readMs }, read: true }
    case 'archived':
    case 'uncertain': {
      // 403 is also what a missing object answers where listing is not allowed, and then the event is all there is.
      if (event.kind === 'removed') {
        return { finding: { kind: 'gone', key, ifVersion: replaces, seenMs: readMs }, read: true }
      }
      const archivedMessage = fetched.kind === 'archived' ? fetched.message : null
      const finding = unreadFinding(resultKey, entryOf(event), { archivedMessage, readMs, replaces })
      if (finding.kind === 'gone') throw new Error('an unread object is not gone')
      return { finding, read: true }
    }
    case 'unchanged':
      return { finding: null, read: true }
  }
}

/** Of a version that a STARTED document makes, the event's time is when the run began, exact to the millisecond. */
function withEventTime(finding: Finding, events: ObjectEvent[]): NonNullable<EventFinding['finding']> {
  if (finding.kind !== 'task') return finding
  const { version, modifiedMs } = finding.row
  const times = events.filter((event) => event.kind === 'put' && event.version === version).map(({ atMs }) => atMs)
  const eventMs = Math.max(...times)
  if (times.length === 0 || Math.abs(eventMs - modifiedMs) > sameWritingMs) return finding
  return { ...finding, row: { ...finding.row, eventMs } }
}

/** The object as its event describes it: for a row that says why there is no more. The next sweep corrects the class. */
function entryOf({ key, version, sizeBytes, atMs }: ObjectEvent) {
  return {
    key,
    version: version ?? '',
    sizeBytes: sizeBytes ?? 0,
    storageClass: 'STANDARD',
    modifiedAt: new Date(atMs),
  }
}
