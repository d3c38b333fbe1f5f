'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { PageTitle } from '@/components/layout/page-title'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { MonoId } from '@/components/ui/mono-id'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { ApiError } from '@/lib/client/api-error'
import { groupQuery } from '@/lib/client/queries/workflows'
import { useRefreshPaused } from '@/lib/client/refresh'
import { tasksHref } from '@/lib/client/task-search'
import { useApp } from '@/lib/client/use-app'
import { fieldText } from '@/lib/search/print-search'
import { ForgetGroup } from './forget-group'
import { groupPollMs } from './group.model'
import { GroupFacts } from './group-facts'
import { GroupFigures } from './group-figures'
import { GroupMembers } from './group-members'

const failingMs = 16_000

/** How far is this group, and who is missing? */
export function GroupScreen({ groupId }: { groupId: string }) {
  const app = useApp()
  const parent = useSearchParams().get('parent')
  return (
    <>
      <PageTitle
        title="Group"
        aside={
          <span className="flex items-center gap-1 text-list">
            <MonoId id={groupId} />
            <CopyButton text={groupId} label="Copy group id" />
          </span>
        }
      >
        <ForgetGroup app={app} groupId={groupId} />
        <Button asChild>
          <Link href={tasksHref({ app, q: fieldText('group', groupId), window: 'all' })}>Tasks of this group</Link>
        </Button>
      </PageTitle>
      <GroupOf groupId={groupId} parent={parent} app={app} />
    </>
  )
}

function GroupOf({ groupId, parent, app }: { groupId: string; parent: string | null; app: string | null }) {
  const paused = useRefreshPaused()
  const query = useQuery({
    ...groupQuery(app, groupId, parent),
    refetchInterval: ({ state }) => {
      if (paused) return false
      return state.data && !state.error ? groupPollMs(state.data, Date.now()) : failingMs
    },
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: !paused,
  })
  const { data: group, error, refetch } = query
  if (!group) {
    if (!error) return <GroupSkeleton />
    if (error instanceof ApiError && error.code === 'not_found') {
      return <EmptyState title="Nothing is known of this group">{error.message}</EmptyState>
    }
    return (
      <ErrorState
        title="The group could not be loaded"
        error={error}
        onRetry={() => refetch()}
        retrying={query.isFetching}
      />
    )
  }
  return (
    <div className="flex flex-col gap-6">
      {error && <StaleNotice error={error} updatedAtMs={query.dataUpdatedAt} onRetry={() => refetch()} />}
      <GroupFigures group={group} app={app} />
      <GroupFacts group={group} app={app} />
      <GroupMembers group={group} app={app} />
    </div>
  )
}

function GroupSkeleton() {
  return (
    <div className="flex flex-col gap-6" aria-busy="true">
      <p className="sr-only" role="status">
        Loading the group
      </p>
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-16 w-full max-w-2xl" />
      <Skeleton className="h-80 w-full" />
    </div>
  )
}
