import type { LostLimits } from '@/lib/queries/search/lost'
import type { SearchNode } from '@/lib/search/syntax-tree'

/** A key, the version that was chosen (null: not in the index) and its size. A tuple: there may be thousands in a row. */
export type FrozenEntry = [key: string, version: string | null, sizeBytes: number]

/**
 * What a selection meant at the moment it was made, as JSON in the row of the job. Few tasks are kept one by one with
 * their versions. Of a search with many, everything that it depends on is kept: what is "now", how long a task may be
 * STARTED, and until when a version must have been written and indexed to be meant; and how many were confirmed, so that
 * a job never does more than that, whatever the search comes to mean.
 */
export type Frozen =
  /** In the order of the keys. */
  | { kind: 'keys'; untilMs: number; entries: FrozenEntry[] }
  | { kind: 'search'; untilMs: number; node: SearchNode; nowMs: number; limits: LostLimits; most?: number }
