'use client'

import { useQuery } from '@tanstack/react-query'
import { PageTitle } from '@/components/layout/page-title'
import { UpLink } from '@/components/layout/up-link'
import { Loaded } from '@/components/ui/loaded'
import { MonoId } from '@/components/ui/mono-id'
import { Skeleton } from '@/components/ui/skeleton'
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
          <UpLink href={taskHref(app, taskId)}>
            of task <MonoId id={taskId} />
          </UpLink>
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
  return (
    <Loaded
      query={query}
      what="the workflow"
      className="flex flex-col gap-4"
      missing={{
        title: 'Nothing is known of this workflow yet',
        back: { href: taskHref(app, taskId), text: 'The task' },
      }}
      skeleton={
        <>
          <Skeleton className="h-8 w-80 max-w-full" />
          <Skeleton className="h-96 w-full" />
        </>
      }
    >
      {(workflow) => (
        <>
          <WorkflowView workflow={workflow} app={app} />
        </>
      )}
    </Loaded>
  )
}
