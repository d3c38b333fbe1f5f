import type { FailureStatus } from '@/lib/contract/values'
import type { FailureGroup } from '@/prisma/generated/sqlite/client'

/** `regressed` is not stored: it is what a resolved group has become by failing again. */
export function statusOf({ status, regressedMs }: Pick<FailureGroup, 'status' | 'regressedMs'>): FailureStatus {
  if (status === 'resolved') return regressedMs === null ? 'resolved' : 'regressed'
  return status === 'ignored' ? 'ignored' : 'open'
}
