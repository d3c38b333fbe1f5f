'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { formatNumber } from '@/components/ui/format-number'
import { failureHref } from '@/lib/client/hrefs'
import { failureQuery } from '@/lib/client/queries/failures'

/** Leads to the group of failures a task belongs to, and says how many others there are. */
export function SameFailure({ app, fingerprint }: { app: string | null; fingerprint: string }) {
  const { data } = useQuery(failureQuery(app, fingerprint, '7d'))
  return (
    <Link
      href={failureHref(app, fingerprint)}
      className="text-list text-muted underline decoration-line-strong underline-offset-2 hover:text-fg"
    >
      Same failure{data && `: ${othersWords(data.total - 1)}`}
    </Link>
  )
}

function othersWords(others: number): string {
  if (others <= 0) return 'no other'
  return others === 1 ? '1 other' : `${formatNumber(others)} others`
}
