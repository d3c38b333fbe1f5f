'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { PageTitle } from '@/components/layout/page-title'
import { UpLink } from '@/components/layout/up-link'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Loaded } from '@/components/ui/loaded'
import { ShallowLink } from '@/components/ui/shallow-link'
import { TabLinks } from '@/components/ui/tab-links'
import { activityHref, jobsHref } from '@/lib/client/hrefs'
import { bulkPageQuery } from '@/lib/client/queries/bulk'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import type { BulkStatus } from '@/lib/contract/bulk'
import { activeStatuses } from '@/lib/contract/values'
import { useFilterHref } from './activity-filters'
import { JobsTable } from './jobs-table'
import { LogSkeleton } from './log-skeleton'
import { Pager } from './pager'

/** Statuses that are looked for together. */
const groups: Record<string, { label: string; statuses: BulkStatus[] }> = {
  active: { label: 'At work', statuses: [...activeStatuses] },
  done: { label: 'Done', statuses: ['done'] },
  stopped: { label: 'Stopped', statuses: ['aborted'] },
  failed: { label: 'Failed', statuses: ['failed'] },
}

/** Which bulk jobs were there ever, and how did each end? */
export function JobsScreen() {
  const app = useApp()
  const search = useSearchParams()
  const asked = search.get('status') ?? ''
  const group = Object.hasOwn(groups, asked) ? asked : null
  const cursor = search.get('cursor')
  const hrefWith = useFilterHref()
  const filter = { status: group === null ? [] : groups[group]?.statuses }
  const refresh = useRefresh(refreshEvery.activity, cursor !== null)
  const query = useQuery({ ...bulkPageQuery(app, filter, cursor), ...refresh, placeholderData: keepPreviousData })
  return (
    <>
      <PageTitle title="Bulk jobs" aside={<UpLink href={activityHref(app)}>All activity</UpLink>} />
      <TabLinks
        label="Statuses"
        tabs={[null, ...Object.keys(groups)].map((key) => ({
          key: key ?? 'all',
          href: hrefWith({ status: key }),
          current: key === group,
          content: key === null ? 'All' : groups[key]?.label,
        }))}
      />
      <Loaded query={query} what="the bulk jobs" skeleton={<LogSkeleton />} className="pt-3" faint>
        {({ items, next }) => (
          <>
            {items.length > 0 ? (
              <JobsTable jobs={items} app={app} />
            ) : (
              <Nothing app={app} filtered={group !== null || cursor !== null} />
            )}
            <Pager cursor={cursor} next={next} />
          </>
        )}
      </Loaded>
    </>
  )
}

function Nothing({ app, filtered }: { app: string | null; filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState
        title="No bulk job is like this"
        actions={
          <Button asChild>
            <ShallowLink href={jobsHref(app)}>Show all bulk jobs</ShallowLink>
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState title="There has been no bulk job yet">
      Choose tasks in the task list, or all that match a search, and forget or retry them. Retention makes its own.
    </EmptyState>
  )
}
