import { compareSequencers } from '@/lib/events/sequencer'
import type { EventBatch } from '@/lib/sync/event-index'

/**
 * Leaves out what an earlier event brought, where a later one, or the same, has been applied under its key: its reader
 * was overtaken by another, and may even have seen an older object. Pure; both databases and the memory index use it.
 */
export function withoutLateEvents(batch: EventBatch, stored: { key: string; sequencer: string }[]): EventBatch {
  const before = new Map(stored.map(({ key, sequencer }) => [key, sequencer]))
  const late = new Set(
    batch.sequencers
      .filter(({ key, sequencer }) => compareSequencers(before.get(key) ?? '', sequencer) >= 0)
      .map(({ key }) => key),
  )
  if (late.size === 0) return batch
  const kept = ({ key }: { key: string }) => !late.has(key)
  return {
    ...batch,
    tasks: batch.tasks.filter(kept),
    groups: batch.groups.filter(kept),
    gone: batch.gone.filter(kept),
    sequencers: batch.sequencers.filter(kept),
    counts: {
      ...batch.counts,
      applied: batch.counts.applied - late.size,
      repeated: batch.counts.repeated + late.size,
    },
  }
}
