import type { RequestMeter } from '@/lib/results/store'
import type { RequestCountRow } from '@/lib/sync/index-port'

/**
 * Counts the dashboard's own requests in memory until somebody writes them to the index: adding one row a request would
 * cost more than the request.
 */
export type RequestLedger = {
  meter: RequestMeter
  /** Takes out what has been counted since the last call. */
  drain(): RequestCountRow[]
  /** Since the start, of all operations: requests sent again, and answers that asked to slow down. */
  totals(): { retried: number; throttled: number }
}

/** `now` gives epoch milliseconds; counts belong to the UTC day of the request. */
export function openRequestLedger(now: () => number): RequestLedger {
  let counts = new Map<string, RequestCountRow>()
  const totals = { retried: 0, throttled: 0 }
  return {
    meter(operation, { retries, throttled = 0 }) {
      totals.retried += retries
      totals.throttled += throttled
      const day = new Date(now()).toISOString().slice(0, 10)
      const row = counts.get(`${day} ${operation}`) ?? { day, operation, count: 0, retried: 0 }
      row.count += 1
      row.retried += retries
      counts.set(`${day} ${operation}`, row)
    },
    drain() {
      const rows = [...counts.values()]
      counts = new Map()
      return rows
    },
    totals: () => ({ ...totals }),
  }
}
