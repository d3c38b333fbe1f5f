'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { PageTitle } from '@/components/layout/page-title'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { Loaded } from '@/components/ui/loaded'
import { overviewQuery } from '@/lib/client/queries/overview'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { type WindowName, windowNames } from '@/lib/contract/values'
import { FailingNow } from './failing-now'
import { hasNothing } from './figures.model'
import { KeyFigures } from './key-figures'
import { LatestFailures } from './latest-failures'
import { LongestUnfinished } from './longest-unfinished'
import { NothingYet } from './nothing-yet'
import { OverviewSkeleton } from './overview-skeleton'
import { QueuesBrief } from './queues-brief'
import { ThroughputSection } from './throughput-section'

/** Is anything wrong? */
export function OverviewScreen() {
  const app = useApp()
  const { window, hrefOf } = useWindow()
  return (
    <>
      <PageTitle title="Overview">
        <WindowSwitch windows={windowNames} current={window} hrefOf={hrefOf} />
      </PageTitle>
      <OverviewOf app={app} window={window} />
    </>
  )
}

function OverviewOf({ app, window }: { app: string | null; window: WindowName }) {
  const query = useQuery({
    ...overviewQuery(app, window),
    ...useRefresh(refreshEvery.overview),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded
      query={query}
      what="the overview"
      className="flex max-w-[1440px] flex-col gap-6"
      faint
      skeleton={<OverviewSkeleton />}
    >
      {(overview) =>
        hasNothing(overview) ? (
          <NothingYet app={app} queues={<QueuesBrief overview={overview} app={app} />} />
        ) : (
          <>
            <KeyFigures overview={overview} app={app} />
            <ThroughputSection overview={overview} app={app} />
            <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
              <div className="flex min-w-0 flex-col gap-6">
                <FailingNow overview={overview} app={app} />
                <LatestFailures overview={overview} app={app} />
              </div>
              <div className="flex min-w-0 flex-col gap-6">
                <QueuesBrief overview={overview} app={app} />
                <LongestUnfinished overview={overview} app={app} />
              </div>
            </div>
          </>
        )
      }
    </Loaded>
  )
}
