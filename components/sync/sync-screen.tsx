'use client'

import { useQuery } from '@tanstack/react-query'
import { PageTitle } from '@/components/layout/page-title'
import { SweepButton } from '@/components/layout/sync-panel'
import { useFreshness } from '@/components/layout/use-freshness'
import { formatRelative } from '@/components/ui/format-time'
import { Loaded } from '@/components/ui/loaded'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { useClockText } from '@/lib/client/clock'
import { featuresQuery } from '@/lib/client/queries/features'
import { useApp } from '@/lib/client/use-app'
import { Abilities } from './abilities'
import { Events } from './events'
import { Indexed } from './indexed'
import { InventoryFacts } from './inventory'
import { Pace } from './pace'
import { Spending } from './spending'
import { Sweeps } from './sweeps'
import { Watched } from './watched'

/** How fresh is what I see, what is watched, and what does watching cost? */
export function SyncScreen() {
  const app = useApp()
  const { query, freshness } = useFreshness()
  const { data: features } = useQuery(featuresQuery(app))
  return (
    <div className="max-w-[1120px]">
      <PageTitle title="Sync">
        <SweepButton sweeping={query.data?.state === 'sweeping'} />
      </PageTitle>
      <Loaded query={query} what="the sync status" className="flex flex-col gap-6" skeleton={<SyncSkeleton />}>
        {(status) => (
          <>
            <p className="-mt-2 text-body">
              {freshness.sentence}{' '}
              {status.nextSweepAt && status.state !== 'off' && !status.running && <NextSweep at={status.nextSweepAt} />}
            </p>
            {status.trouble && (
              <Notice tone="danger">
                {status.trouble.message}
                <span className="mt-1 block text-muted text-small">
                  <code className="font-mono">{status.trouble.code}</code> · <RelativeTime at={status.trouble.at} />
                  {status.trouble.consecutive > 1 && ` · ${status.trouble.consecutive} times in a row`}
                </span>
              </Notice>
            )}
            <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
              <div className="flex min-w-0 flex-col gap-6">
                <Sweeps status={status} />
                {status.inventory && <InventoryFacts inventory={status.inventory} />}
                <Events events={status.events} />
              </div>
              <div className="flex min-w-0 flex-col gap-6">
                <Pace pace={status.pace} />
                <Spending spending={status.spending} />
                <Indexed indexed={status.indexed} app={app} />
              </div>
            </div>
            {features && (
              <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
                <Watched features={features} />
                <Abilities features={features} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

function NextSweep({ at }: { at: string }) {
  const atMs = Date.parse(at)
  const when = useClockText((nowMs) => (atMs < nowMs ? 'is due' : formatRelative(atMs, nowMs)), '')
  return (
    <span className="text-muted" data-hint-time={at}>
      Next sweep {when}.
    </span>
  )
}

function SyncSkeleton() {
  return (
    <>
      <Skeleton className="h-5 w-96 max-w-full" />
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
        <Skeleton className="h-96 w-full" />
        <Skeleton className="h-96 w-full" />
      </div>
    </>
  )
}
