import type { RequestCountRow } from '@/lib/sync/index-port'
import type { Database } from './client'
import type { UpsertTable } from './upsert'

const requestTable: UpsertTable<RequestCountRow> = {
  name: 'request_count',
  keys: ['day', 'operation'],
  onConflict: 'add',
  columns: { day: 'text', operation: 'text', count: 'integer', retried: 'integer' },
}

/** Adds to the counters of the dashboard's own requests. */
export async function addRequests(database: Database, appId: string, counts: RequestCountRow[]): Promise<void> {
  if (counts.length === 0) return
  await database.write(appId, (tx) => database.upsertMany(tx, appId, requestTable, sumRequests(counts)))
}

/** One row a day and operation: a statement cannot change the same row twice. */
export function sumRequests(counts: RequestCountRow[]): RequestCountRow[] {
  const sums = new Map<string, RequestCountRow>()
  for (const row of counts) {
    const id = JSON.stringify([row.day, row.operation])
    const sum = sums.get(id) ?? { ...row, count: 0, retried: 0 }
    sums.set(id, { ...sum, count: sum.count + row.count, retried: sum.retried + row.retried })
  }
  return [...sums.values()]
}
