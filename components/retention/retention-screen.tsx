'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { PageTitle } from '@/components/layout/page-title'
import { Badge } from '@/components/ui/badge'
import { ErrorState } from '@/components/ui/error-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { activityHref } from '@/lib/client/hrefs'
import { retentionQuery } from '@/lib/client/queries/retention'
import { useApp } from '@/lib/client/use-app'
import type { RetentionPolicy } from '@/lib/contract/retention'
import { RetentionEditor } from './retention-editor'

/** How long is what kept, and what would go now? */
export function RetentionScreen() {
  const app = useApp()
  const { data: policy, error, refetch, isFetching } = useQuery({ ...retentionQuery(app), refetchInterval: 30_000 })
  return (
    <>
      <PageTitle
        title="Retention"
        aside={
          <span className="flex items-center gap-3 text-list">
            {policy && <Badge tone={policy.enabled ? 'accent' : 'plain'}>{policy.enabled ? 'on' : 'off'}</Badge>}
            <Link href={activityHref(app)} className="hover:text-fg hover:underline">
              All activity
            </Link>
          </span>
        }
      />
      {policy ? (
        <>
          <Runs policy={policy} app={app} />
          {/* Saved by somebody else meanwhile, the rules on the screen are no longer those that count. */}
          <RetentionEditor key={policy.updatedAt} app={app} policy={policy} />
        </>
      ) : error ? (
        <ErrorState
          title="The retention policy could not be loaded"
          error={error}
          onRetry={() => refetch()}
          retrying={isFetching}
        />
      ) : (
        <div aria-busy="true">
          <p className="sr-only" role="status">
            Loading the retention policy
          </p>
          <Skeleton className="h-5 w-80 max-w-full" />
          <Skeleton className="mt-6 h-56 w-full max-w-[1000px]" />
        </div>
      )}
    </>
  )
}

function Runs({ policy, app }: { policy: RetentionPolicy; app: string | null }) {
  const { enabled, lastRunAt, nextRunAt } = policy
  return (
    <p className="mb-6 text-list text-muted">
      {!enabled &&
        'S3 keeps results for good. Rules forget them when they are old enough; nothing runs until you switch it on.'}
      {enabled && nextRunAt !== null && (
        <>
          Next run <RelativeTime at={nextRunAt} />.{' '}
        </>
      )}
      {lastRunAt !== null && (
        <>
          Last run{' '}
          <Link href={activityHref(app, { kind: 'forget' })} className="hover:text-fg hover:underline">
            <RelativeTime at={lastRunAt} />
          </Link>
          .
        </>
      )}
    </p>
  )
}
