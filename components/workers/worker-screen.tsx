'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { UpLink } from '@/components/layout/up-link'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { Button } from '@/components/ui/button'
import { Loaded } from '@/components/ui/loaded'
import { Skeleton } from '@/components/ui/skeleton'
import { workersHref } from '@/lib/client/hrefs'
import { workerQuery } from '@/lib/client/queries/workers'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { tasksHref } from '@/lib/client/task-search'
import { useApp } from '@/lib/client/use-app'
import { type WindowName, windowNames } from '@/lib/contract/values'
import { fieldText } from '@/lib/search/print-search'
import { WorkerFigures } from './worker-figures'
import { WorkerSeries } from './worker-series'
import { WorkerTasks } from './worker-tasks'

/** What one worker did, and what it does. */
export function WorkerScreen({ worker }: { worker: string }) {
  const app = useApp()
  const { window, hrefOf } = useWindow()
  return (
    <>
      <PageTitle
        title={<InertText text={worker} oneLine />}
        aside={<UpLink href={workersHref(app)}>All workers</UpLink>}
      >
        <WindowSwitch windows={windowNames} current={window} hrefOf={hrefOf} />
        <Button asChild>
          <Link href={tasksHref({ app, q: fieldText('worker', worker), window })}>Its tasks</Link>
        </Button>
      </PageTitle>
      <WorkerOf worker={worker} app={app} window={window} />
    </>
  )
}

function WorkerOf({ worker, app, window }: { worker: string; app: string | null; window: WindowName }) {
  const query = useQuery({
    ...workerQuery(app, worker, window),
    ...useRefresh(refreshEvery.workers),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded
      query={query}
      what="the worker"
      className="flex flex-col gap-6"
      missing={{ title: 'No result names this worker' }}
      skeleton={
        <>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-72 w-full" />
          <Skeleton className="h-48 w-full" />
        </>
      }
    >
      {(data) => (
        <>
          <WorkerFigures worker={data} app={app} />
          <WorkerSeries worker={data} app={app} />
          <WorkerTasks worker={data} app={app} />
        </>
      )}
    </Loaded>
  )
}
