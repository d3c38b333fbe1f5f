'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { PageTitle } from '@/components/layout/page-title'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { MonoId } from '@/components/ui/mono-id'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { ApiError } from '@/lib/client/api-error'
import { taskHref } from '@/lib/client/hrefs'
import { workflowQuery } from '@/lib/client/queries/workflows'
import { useRefreshPaused } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { workflowPollMs } from './drawing.model'
import { WorkflowView } from './workflow-view'

const failingMs = 16_000

/** What happened to this workflow? */
export function WorkflowScreen({ taskId }: { taskId: string }) {
  const app = useApp()
  return (
    <>
      <PageTitle
        title="Workflow"
        aside={
          <Link href={taskHref(app, taskId)} className="text-list hover:text-fg hover:underline">
            of task <MonoId id={taskId} />
          </Link>
        }
      />
      <WorkflowOf taskId={taskId} app={app} />
    </>
  )
}

function WorkflowOf({ taskId, app }: { taskId: string; app: string | null }) {
  const paused = useRefreshPaused()
  const query = useQuery({
    ...workflowQuery(app, taskId),
    refetchInterval: ({ state }) => {
      if (paused) return false
      return state.data && !state.error ? workflowPollMs(state.data, Date.now()) : failingMs
    },
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: !paused,
  })
  const { data: workflow, error, refetch } = query
  if (!workflow) {
    if (!error) return <WorkflowSkeleton />
    if (error instanceof ApiError && error.code === 'pending') {
      return (
        <EmptyState
          title="Nothing is known of this workflow yet"
          actions={
            <Link href={taskHref(app, taskId)} className="underline underline-offset-2">
              The task
            </Link>
          }
        >
          {error.message}
        </EmptyState>
      )
    }
    return (
      <ErrorState
        title="The workflow could not be loaded"
        error={error}
        onRetry={() => refetch()}
        retrying={query.isFetching}
      />
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {error && <StaleNotice error={error} updatedAtMs={query.dataUpdatedAt} onRetry={() => refetch()} />}
      <WorkflowView workflow={workflow} app={app} />
    </div>
  )
}

function WorkflowSkeleton() {
  return (
    <div className="flex flex-col gap-3" aria-busy="true">
      <p className="sr-only" role="status">
        Loading the workflow
      </p>
      <Skeleton className="h-8 w-80 max-w-full" />
      <Skeleton className="h-96 w-full" />
    </div>
  )
}
