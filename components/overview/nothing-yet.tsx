'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { syncHref } from '@/lib/client/hrefs'
import { featuresQuery } from '@/lib/client/queries/features'
import { syncQuery } from '@/lib/client/queries/sync'
import type { SyncStatusBody } from '@/lib/contract/sync'

/** No result has been seen at all: says where was looked, and what keeps Celery from writing there. */
export function NothingYet({ app, queues }: { app: string | null; queues: ReactNode }) {
  const { data: features } = useQuery(featuresQuery(app))
  const { data: sync } = useQuery(syncQuery(app))
  const store = features?.apps[0]?.store
  return (
    <>
      {sync?.completeTo === null ? <FirstSweep sync={sync} app={app} /> : <NoResults store={store} />}
      {queues}
    </>
  )
}

function FirstSweep({ sync, app }: { sync: SyncStatusBody; app: string | null }) {
  return (
    <EmptyState title="The first sweep is not finished">
      {sync.trouble?.message ??
        (sync.state === 'off'
          ? 'No sync process is running. Start one with "npm run sync", or leave SYNC_MODE unset.'
          : 'Results appear here as they are read.')}{' '}
      <Link href={syncHref(app)} className="underline underline-offset-2">
        Sync status
      </Link>
    </EmptyState>
  )
}

function NoResults({ store }: { store: string | undefined }) {
  return (
    <EmptyState title="No results yet">
      <p>
        Nothing lies under {store ? <code className="break-all font-mono">{store}</code> : 'the watched prefix'}. Three
        things to check:
      </p>
      <ol className="mt-2 list-decimal pl-5 text-left">
        <li>
          The workers use the same <code className="font-mono">result_backend</code>, bucket and{' '}
          <code className="font-mono">s3_base_path</code>, to the letter.
        </li>
        <li>
          Results are stored: neither <code className="font-mono">task_ignore_result</code> nor{' '}
          <code className="font-mono">ignore_result=True</code> is set.
        </li>
        <li>
          A task has finished, or <code className="font-mono">task_track_started</code> is on. A task that waits in a
          queue has no result.
        </li>
      </ol>
    </EmptyState>
  )
}
