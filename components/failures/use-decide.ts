'use client'

import { formatNumber } from '@/components/ui/format-number'
import { toast } from '@/components/ui/toast'
import { useChangeFailures } from '@/lib/client/mutations/change-failure'
import type { FailureGroup } from '@/lib/contract/failures'
import { decidedWords, titleOf } from './failures.model'

type Status = keyof typeof decidedWords

/** Deciding is safe: it happens at once, and a word takes it back. */
export function useDecide(app: string | null) {
  const change = useChangeFailures(app)
  const decide = (
    groups: Pick<FailureGroup, 'fingerprint' | 'status' | 'exceptionType' | 'pattern'>[],
    status: Status,
  ) => {
    const fingerprints = groups.map(({ fingerprint }) => fingerprint)
    const undo = () => {
      for (const before of ['open', 'resolved', 'ignored'] as const) {
        const these = groups.filter((group) => decidedBefore(group.status) === before)
        if (these.length > 0)
          change.mutate({ fingerprints: these.map(({ fingerprint }) => fingerprint), status: before })
      }
    }
    change.mutate(
      { fingerprints, status },
      {
        onSuccess: () => {
          const [only, ...others] = groups
          const what = others.length > 0 ? ` ${formatNumber(groups.length)} groups` : ''
          const description = only && others.length === 0 ? titleOf(only) : undefined
          toast.success(`${decidedWords[status]}${what}`, { description, action: { label: 'Undo', onClick: undo } })
        },
        onError: (error) => toast.error(error.message),
      },
    )
  }
  return { decide, deciding: change.isPending }
}

/** A regressed group was resolved; taken back, it begins to be resolved now. */
function decidedBefore(status: FailureGroup['status']): Status {
  return status === 'regressed' ? 'resolved' : status
}
