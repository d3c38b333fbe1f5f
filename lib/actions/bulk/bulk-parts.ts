import type { Database } from '@/lib/db/client'
import type { Clock } from '@/lib/sync/clock'
import type { ActionParts } from '../action-parts'

/** What bulk jobs of one app work with. */
export type BulkParts = Omit<ActionParts, 'now'> & {
  database: Database
  appId: string
  clock: Clock
  /** Milliseconds in which a forget can be undone. */
  graceMs: number
  /** Where results can be copied to before they are deleted, and for how many days; null: nowhere. */
  archive: { prefix: string; days: number } | null
  /** Of the broker's settings; what "possibly lost" means depends on it. */
  visibilityTimeoutSeconds: number | null
}
