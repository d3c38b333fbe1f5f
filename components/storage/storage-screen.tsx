'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { PageTitle } from '@/components/layout/page-title'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { storageQuery } from '@/lib/client/queries/storage'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import type { WindowName } from '@/lib/contract/values'
import { Advice } from './advice'
import { BucketFacts } from './bucket-facts'
import { Calculators } from './calculators'
import { CostHistory } from './cost-history'
import { LargestResults } from './largest-results'
import { RequestCosts } from './request-costs'
import { StorageAges, StorageByClass, StorageByState, StorageByType } from './storage-by'
import { StorageFigures } from './storage-figures'
import { WhatIfSection } from './what-if'

const windows = ['24h', '7d', '30d', '90d'] as const

/** What does it cost and what can go? */
export function StorageScreen() {
  const app = useApp()
  // A day says little about a growth of weeks.
  const { window, hrefOf } = useWindow('30d')
  return (
    <>
      <PageTitle title="Storage">
        <WindowSwitch windows={windows} current={window} hrefOf={hrefOf} />
      </PageTitle>
      <StorageOf app={app} window={window} />
    </>
  )
}

function StorageOf({ app, window }: { app: string | null; window: WindowName }) {
  const query = useQuery({
    ...storageQuery(app, window),
    ...useRefresh(refreshEvery.storage),
    placeholderData: keepPreviousData,
  })
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
    <div className="flex max-w-[1440px] flex-col gap-6" aria-busy={query.isPlaceholderData}>
      {error && <StaleNotice error={error} updatedAtMs={query.dataUpdatedAt} onRetry={() => refetch()} />}
      <div>
        <StorageFigures storage={storage} app={app} />
        <p className="mt-2 text-muted text-small">Dollars: {storage.basis}.</p>
      </div>
      <Advice storage={storage} app={app} />
      <CostHistory storage={storage} />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <StorageByType storage={storage} app={app} />
        <div className="flex min-w-0 flex-col gap-6">
          <StorageAges storage={storage} app={app} />
          <StorageByState storage={storage} app={app} />
          <StorageByClass storage={storage} app={app} />
        </div>
      </div>
      <WhatIfSection storage={storage} app={app} />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        <LargestResults storage={storage} app={app} />
        <div className="flex min-w-0 flex-col gap-6">
          <RequestCosts storage={storage} app={app} />
          <BucketFacts bucket={storage.bucket} />
        </div>
      </div>
      <Calculators prices={storage.prices} region={storage.region} basis={storage.basis} />
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
