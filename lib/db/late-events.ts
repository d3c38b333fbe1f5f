import { compareSequencers } from '@/lib/events/sequencer'
import type { EventBatch } from '@/lib/sync/event-index'
import { type BatchPlan, type Known, planBatch } from './plan-batch'

type StoredSequencers = { key: string; sequencer: string }[]

/** What is stored of events that were looked into: `again` names the keys that have to be looked into once more. */
export type EventsPlan = { batch: EventBatch; plan: BatchPlan; again: string[] }

/** Works out what events change, from what is known of their keys. Pure; both databases and the memory index use it. */
export function planEventBatch(given: EventBatch, known: Known, stored: StoredSequencers): EventsPlan {
  const punctual = withoutLateEvents(given, stored)
  const overtaken = overtakenKeys(punctual, known)
  const timely = withoutKeys(punctual, overtaken)
  const plan = planBatch(timely, known)
  const outdated = new Set(plan.outdatedKeys)
  const batch = withoutKeys(timely, outdated)
  return { batch, plan, again: [...overtaken, ...outdated] }
}

/**
 * Leaves out what an earlier event brought, where a later one, or the same, has been applied under its key: its reader
 * was overtaken by another, and may even have seen an older object.
 */
function withoutLateEvents(batch: EventBatch, stored: StoredSequencers): EventBatch {
  const before = new Map(stored.map(({ key, sequencer }) => [key, sequencer]))
  const late = new Set(
    batch.sequencers
      .filter(({ key, sequencer }) => compareSequencers(before.get(key) ?? '', sequencer) >= 0)
      .map(({ key }) => key),
  )
  if (late.size === 0) return batch
  const kept = withoutKeys(batch, late)
  return { ...kept, counts: { ...kept.counts, repeated: batch.counts.repeated + late.size } }
}

/**
 * Keys whose row is neither what it was when the object was asked for, nor what was found: a sweep, a re-check or a
 * person was there meanwhile. Which of both saw the later object, no clock tells.
 */
function overtakenKeys({ tasks, groups, gone }: EventBatch, known: Known): Set<string> {
  const now = new Map([...known.tasks, ...known.groups].map(({ key, etag }) => [key, etag]))
  const rows = [...tasks, ...groups].filter(
    ({ key, version, replaces }) => now.get(key) !== replaces && now.get(key) !== version,
  )
  const removals = gone.filter(({ key, ifVersion }) => now.has(key) && now.get(key) !== ifVersion)
  return new Set([...rows, ...removals].map(({ key }) => key))
}

function withoutKeys(batch: EventBatch, keys: Set<string>): EventBatch {
  if (keys.size === 0) return batch
  const kept = ({ key }: { key: string }) => !keys.has(key)
  return {
    ...batch,
    tasks: batch.tasks.filter(kept),
    groups: batch.groups.filter(kept),
    gone: batch.gone.filter(kept),
    sequencers: batch.sequencers.filter(kept),
    counts: { ...batch.counts, applied: batch.counts.applied - keys.size },
  }
}
