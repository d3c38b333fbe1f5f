'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { PageTitle } from '@/components/layout/page-title'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Loaded } from '@/components/ui/loaded'
import { MonoId } from '@/components/ui/mono-id'
import { Skeleton } from '@/components/ui/skeleton'
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
  return (
    <Loaded
      query={query}
      what="the group"
      className="flex flex-col gap-6"
      missing={{ title: 'Nothing is known of this group' }}
      skeleton={
        <>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-16 w-full max-w-2xl" />
          <Skeleton className="h-80 w-full" />
        </>
      }
    >
      {(group) => (
        <>
          <GroupFigures group={group} app={app} />
          <GroupFacts group={group} app={app} />
          <GroupMembers group={group} app={app} />
        </>
      )}
    </Loaded>
  )
}
