import { Badge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import type { FailureGroup } from '@/lib/contract/failures'

/** What was decided about a group. An open one needs no word. */
export function StatusBadge({ group }: { group: Pick<FailureGroup, 'status' | 'regressedAt' | 'statusAt'> }) {
  const { status, regressedAt, statusAt } = group
  if (status === 'open') return null
  if (status === 'regressed' && regressedAt !== null) {
    return (
      <Badge tone="danger">
        regressed <RelativeTime at={regressedAt} />
      </Badge>
    )
  }
  return (
    <Badge>
      {status} {statusAt !== null && <RelativeTime at={statusAt} />}
    </Badge>
  )
}
