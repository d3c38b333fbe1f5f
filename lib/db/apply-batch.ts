import type { ApplyOutcome, IndexBatch } from '@/lib/sync/index-port'
import type { Database, Transaction } from './client'
import { planBatch } from './plan-batch'
import { readKnown } from './read-known'
import { storableBatch } from './storable'
import { writeBatch } from './write-batch'

/** What TaskIndex.apply does, inside a transaction that stores something else besides. */
export async function applyBatch(
  tx: Transaction,
  database: Database,
  appId: string,
  foreign: IndexBatch,
): Promise<ApplyOutcome> {
  const batch = storableBatch(foreign)
  const plan = planBatch(batch, await readKnown(tx, database.dialect, appId, batch))
  await writeBatch(tx, database, appId, plan, batch.atMs)
  return plan.outcome
}
