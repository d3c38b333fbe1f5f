'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { ApiError } from '@/lib/client/api-error'
import { queuesHref } from '@/lib/client/hrefs'
import { queueQuery } from '@/lib/client/queries/queues'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { tasksHref } from '@/lib/client/task-search'
import { useApp } from '@/lib/client/use-app'
import { QueueAttributes } from './queue-attributes'
import { QueueFigures } from './queue-figures'
import { QueueHistory } from './queue-history'
import { QueueMessages } from './queue-messages'
import { useTroubles } from './use-troubles'

/** What one queue holds, how that changed over a day, and how it is set up. */
export function QueueScreen({ name }: { name: string }) {
  const app = useApp()
  return (
    <>
      <PageTitle
        title={<InertText text={name} oneLine />}
        aside={
          <Link href={queuesHref(app)} className="text-list hover:text-fg hover:underline">
            All queues
          </Link>
        }
      >
        <Button asChild>
          <Link href={tasksHref({ app, queue: name })}>Tasks of this queue</Link>
        </Button>
      </PageTitle>
      <QueueOf name={name} app={app} />
    </>
  )
}

function QueueOf({ name, app }: { name: string; app: string | null }) {
  const query = useQuery({ ...queueQuery(app, name), ...useRefresh(refreshEvery.queues) })
  const { data: queue, error, refetch } = query
  const troubles = useTroubles(queue)
  if (!queue) {
    if (!error) return <QueueSkeleton />
    if (error instanceof ApiError && error.code === 'not_found') {
      return (
        <EmptyState
          title="This queue is not watched"
          actions={
            <Link href={queuesHref(app)} className="underline underline-offset-2">
              All queues
            </Link>
          }
        >
          {error.message}
        </EmptyState>
      )
    }
    return (
      <ErrorState
        title="The queue could not be loaded"
        error={error}
        onRetry={() => refetch()}
        retrying={query.isFetching}
      />
    )
  }
  return (
    <div className="flex flex-col gap-6">
      {error && <StaleNotice error={error} updatedAtMs={query.dataUpdatedAt} onRetry={() => refetch()} />}
      {troubles.map(({ kind, sentence }) => (
        <Notice key={kind} tone={kind === 'growing' ? 'info' : 'warn'}>
          {sentence}
        </Notice>
      ))}
      <QueueFigures queue={queue} app={app} />
      <QueueHistory queue={queue} />
      <QueueMessages queue={queue} app={app} />
      <QueueAttributes queue={queue} app={app} />
    </div>
  )
}

function QueueSkeleton() {
  return (
    <div className="flex flex-col gap-6" aria-busy="true">
      <p className="sr-only" role="status">
        Loading the queue
      </p>
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-64 w-full" />
      <Skeleton className="h-40 w-full max-w-xl" />
    </div>
  )
}
