'use client'

import { useQuery } from '@tanstack/react-query'
import { PageTitle } from '@/components/layout/page-title'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { storageQuery } from '@/lib/client/queries/storage'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { Calculators } from './calculators'
import { StorageAges, StorageByClass, StorageByState, StorageByType } from './storage-by'
import { StorageFigures } from './storage-figures'

/** What does it cost and what can go? */
export function StorageScreen() {
  const app = useApp()
  return (
    <>
      <PageTitle title="Storage" />
      <StorageOf app={app} />
    </>
  )
}

function StorageOf({ app }: { app: string | null }) {
  const query = useQuery({ ...storageQuery(app), ...useRefresh(refreshEvery.storage) })
  const { data: storage, error, refetch } = query
  if (!storage) {
    if (!error) return <StorageSkeleton />
    return (
      <ErrorState
        title="What is stored could not be loaded"
        error={error}
        onRetry={() => refetch()}
        retrying={query.isFetching}
      />
    )
  }
  if (storage.total.objects === 0) {
    return (
      <EmptyState title="Nothing is stored">
        No result lies in the bucket, so none costs anything. Sizes and costs appear here with the first results that
        the sync finds.
      </EmptyState>
    )
  }
  return (
    <div className="flex max-w-[1440px] flex-col gap-6">
      {error && <StaleNotice error={error} updatedAtMs={query.dataUpdatedAt} onRetry={() => refetch()} />}
      <div>
        <StorageFigures storage={storage} app={app} />
        <p className="mt-2 text-muted text-small">Dollars: {storage.basis}.</p>
      </div>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        <StorageByType storage={storage} app={app} />
        <div className="flex min-w-0 flex-col gap-6">
          <StorageAges storage={storage} app={app} />
          <StorageByState storage={storage} app={app} />
          <StorageByClass storage={storage} app={app} />
        </div>
      </div>
      <Calculators region={storage.region} basis={storage.basis} />
    </div>
  )
}

function StorageSkeleton() {
  return (
    <div className="flex max-w-[1440px] flex-col gap-6" aria-busy="true">
      <p className="sr-only" role="status">
        Loading what is stored
      </p>
      <Skeleton className="h-24 w-full" />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        <Skeleton className="h-96 w-full" />
        <Skeleton className="h-96 w-full" />
      </div>
    </div>
  )
}
