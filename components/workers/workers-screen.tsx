'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { PageTitle } from '@/components/layout/page-title'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { formatNumber } from '@/components/ui/format-number'
import { Loaded } from '@/components/ui/loaded'
import { Skeleton } from '@/components/ui/skeleton'
import { workersQuery } from '@/lib/client/queries/workers'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { type WindowName, windowNames } from '@/lib/contract/values'
import { NoWorkers, UnnamedNotice } from './no-workers'
import { PossiblyLost } from './possibly-lost'
import { WorkerTable } from './worker-table'

/** Who works, by what was written: nobody is ever said to be online. */
export function WorkersScreen() {
  const app = useApp()
  const { window, hrefOf } = useWindow()
  return (
    <>
      <PageTitle title="Workers">
        <WindowSwitch windows={windowNames} current={window} hrefOf={hrefOf} />
      </PageTitle>
      <WorkersOf app={app} window={window} />
    </>
  )
}

function WorkersOf({ app, window }: { app: string | null; window: WindowName }) {
  const query = useQuery({
    ...workersQuery(app, window),
    ...useRefresh(refreshEvery.workers),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded
      query={query}
      what="the workers"
      className="flex flex-col gap-6"
      skeleton={
        <div>
          {[0, 1, 2, 3, 4, 5].map((index) => (
            <div key={index} className="flex h-12 items-center gap-6 border-line border-b">
              <Skeleton className="h-4 w-48" />
              <Skeleton className="h-4 w-20" />
              <Skeleton className="h-2 flex-1 max-md:hidden" />
              <Skeleton className="h-4 w-28 max-md:hidden" />
            </div>
          ))}
        </div>
      }
    >
      {(list) => (
        <>
          <PossiblyLost lost={list.possiblyLost} app={app} />
          <UnnamedNotice list={list} />
          {list.items.length === 0 ? (
            <NoWorkers />
          ) : (
            <div className={query.isPlaceholderData ? 'opacity-60' : undefined}>
              <WorkerTable list={list} app={app} />
              <p className="mt-3 text-muted text-small">
                {list.more && `The ${formatNumber(list.items.length)} that wrote last. `}
                Known from what they wrote: over SQS Celery has no heartbeats, so nobody can say whether a worker runs
                now.
              </p>
            </div>
          )}
        </>
      )}
    </Loaded>
  )
}
