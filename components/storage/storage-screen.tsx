'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { PageTitle } from '@/components/layout/page-title'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { Loaded } from '@/components/ui/loaded'
import { Skeleton } from '@/components/ui/skeleton'
import { syncHref } from '@/lib/client/hrefs'
import { storageQuery } from '@/lib/client/queries/storage'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import type { Storage } from '@/lib/contract/storage'
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
  return (
    <Loaded
      query={query}
      what="what is stored"
      className="flex max-w-[1440px] flex-col gap-6"
      faint
      skeleton={<StorageSkeleton />}
    >
      {(storage) =>
        storage.total.objects === 0 ? (
          <EmptyState title="Nothing is stored">
            No result lies in the bucket, so none costs anything. Sizes and costs appear here with the first results
            that the sync finds.
          </EmptyState>
        ) : (
          <Stored storage={storage} app={app} />
        )
      }
    </Loaded>
  )
}

function Stored({ storage, app }: { storage: Storage; app: string | null }) {
  return (
    <>
      <div>
        <StorageFigures storage={storage} app={app} />
        <p className="mt-2 text-muted text-small">
          {storage.prices ? `Dollars: ${storage.basis}.` : storage.basis} <NotCounted storage={storage} app={app} />
        </p>
      </div>
      <Advice storage={storage} app={app} />
      <CostHistory storage={storage} />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <StorageByType storage={storage} app={app} />
          <StorageByClass storage={storage} app={app} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <StorageAges storage={storage} app={app} />
          <StorageByState storage={storage} app={app} />
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
    </>
  )
}

/** Objects under the prefix that are no results cost as well, and nobody here knows what they are. */
function NotCounted({ storage: { notCounted }, app }: { storage: Storage; app: string | null }) {
  if (!notCounted || notCounted.objects === 0) return null
  const { objects } = notCounted
  return (
    <>
      Not counted:{' '}
      <Link href={syncHref(app)} className="underline underline-offset-2 hover:text-fg">
        {formatNumber(objects)} other {objects === 1 ? 'object' : 'objects'}
      </Link>{' '}
      under the same prefix that are neither results nor groups.
    </>
  )
}

function StorageSkeleton() {
  return (
    <>
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-64 w-full" />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        <Skeleton className="h-96 w-full" />
        <Skeleton className="h-96 w-full" />
      </div>
    </>
  )
}
