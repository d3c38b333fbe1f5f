'use client'

import { useQuery } from '@tanstack/react-query'
import { PageTitle } from '@/components/layout/page-title'
import { Loaded } from '@/components/ui/loaded'
import { Skeleton } from '@/components/ui/skeleton'
import { featuresQuery } from '@/lib/client/queries/features'
import { queuesQuery } from '@/lib/client/queries/queues'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { LitterNotice } from './litter-notice'
import { NoQueues } from './no-queues'
import { QueueTable } from './queue-table'

/** Is work piling up? */
export function QueuesScreen() {
  const app = useApp()
  return (
    <>
      <PageTitle title="Queues" />
      <QueuesOf app={app} />
    </>
  )
}

function QueuesOf({ app }: { app: string | null }) {
  const query = useQuery({ ...queuesQuery(app), ...useRefresh(refreshEvery.queues) })
  const { data: features } = useQuery(featuresQuery(app))
  return (
    <Loaded
      query={query}
      what="the queues"
      className="flex flex-col gap-4"
      skeleton={
        <div>
          <Skeleton className="mb-6 h-5 w-96 max-w-full" />
          {[0, 1, 2, 3, 4].map((index) => (
            <div key={index} className="flex h-12 items-center gap-6 border-line border-b">
              <Skeleton className="h-4 w-40" />
              <Skeleton className="h-4 w-14" />
              <Skeleton className="h-2 flex-1" />
              <Skeleton className="h-4 w-28 max-md:hidden" />
            </div>
          ))}
        </div>
      }
    >
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <NoQueues broker={features?.apps[0]?.broker} />
          ) : (
            <QueueTable queues={items} app={app} />
          )}
          {features?.apps[0]?.broker && <LitterNotice app={app} />}
        </>
      )}
    </Loaded>
  )
}
