import type { BulkJob } from '@/lib/contract/bulk'

/** Whole seconds until a waiting job begins: 0 where it is about to. */
export function secondsToUndo({ startsAt }: Pick<BulkJob, 'startsAt'>, nowMs: number): number {
  return Math.max(0, Math.ceil((Date.parse(startsAt) - nowMs) / 1000))
}

/** Jobs that do something, or will: those belong on top. */
export function isActive({ status }: Pick<BulkJob, 'status'>): boolean {
  return status === 'waiting' || status === 'running' || status === 'paused'
}
