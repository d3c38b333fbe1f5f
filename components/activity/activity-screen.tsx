'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { PageTitle } from '@/components/layout/page-title'
import { WindowSwitch } from '@/components/layout/window-switch'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Loaded } from '@/components/ui/loaded'
import { ShallowLink } from '@/components/ui/shallow-link'
import { activityHref, jobsHref, retentionHref } from '@/lib/client/hrefs'
import { activityQuery } from '@/lib/client/queries/activity'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { windowNames } from '@/lib/contract/values'
import { ActiveJobs } from './active-jobs'
import { activityParams, parseActivityFilter } from './activity.model'
import { ActivityFilters, useFilterHref } from './activity-filters'
import { ActivityTable } from './activity-table'
import { LogSkeleton } from './log-skeleton'
import { Pager } from './pager'

/** What was done through this dashboard, and what is being done now? */
export function ActivityScreen() {
  const app = useApp()
  const filter = parseActivityFilter(useSearchParams())
  const hrefWith = useFilterHref()
  return (
    <>
      <PageTitle
        title="Activity"
        aside={
          <span className="flex gap-3 text-list">
            <Link href={jobsHref(app)} className="hover:text-fg hover:underline">
              Bulk jobs
            </Link>
            <Link href={retentionHref(app)} className="hover:text-fg hover:underline">
              Retention
            </Link>
          </span>
        }
      >
        <WindowSwitch
          windows={[...windowNames, 'all']}
          current={filter.window}
          hrefOf={(window) => hrefWith({ window: window === 'all' ? null : window })}
        />
      </PageTitle>
      <ActiveJobs app={app} />
      <Log app={app} />
    </>
  )
}

function Log({ app }: { app: string | null }) {
  const search = useSearchParams()
  const filter = parseActivityFilter(search)
  const cursor = search.get('cursor')
  const params = activityParams(filter, Date.now())
  const refresh = useRefresh(refreshEvery.activity, cursor !== null)
  const query = useQuery({ ...activityQuery(app, params, cursor), ...refresh, placeholderData: keepPreviousData })
  const filtered = filter.kind !== null || filter.outcome !== null || filter.target !== null || filter.window !== 'all'
  return (
    <>
      <ActivityFilters app={app} filter={filter} params={params} />
      <Loaded query={query} what="the activity" skeleton={<LogSkeleton />} faint>
        {({ items, next }) => (
          <>
            {items.length > 0 ? (
              <ActivityTable lines={items} app={app} />
            ) : (
              <Nothing app={app} filtered={filtered || cursor !== null} />
            )}
            <Pager cursor={cursor} next={next} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Nothing({ app, filtered }: { app: string | null; filtered: boolean }) {
  if (!filtered) {
    return (
      <EmptyState title="Nothing has been done yet">
        Every forget, retry, sent task, saved view and decision about a failure is noted here, and stays when the result
        is gone.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="Nothing like this has been done"
      actions={
        <Button asChild>
          <ShallowLink href={activityHref(app)}>Show all activity</ShallowLink>
        </Button>
      }
    />
  )
}
