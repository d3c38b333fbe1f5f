'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { windowSentences } from '@/components/layout/window-words'
import { TaskLines } from '@/components/overview/task-lines'
import { ThroughputSection } from '@/components/overview/throughput-section'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatDuration } from '@/components/ui/format-duration'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { StaleNotice } from '@/components/ui/stale-notice'
import { ApiError } from '@/lib/client/api-error'
import { typesHref } from '@/lib/client/hrefs'
import { typeQuery } from '@/lib/client/queries/types'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import { useApp } from '@/lib/client/use-app'
import type { TaskSummary } from '@/lib/contract/tasks'
import type { TypeDetail } from '@/lib/contract/types'
import { type WindowName, windowNames } from '@/lib/contract/values'
import { RuntimeSection } from './runtime-section'
import { TypeFailures } from './type-failures'
import { TypeFigures } from './type-figures'
import { ofType } from './type-table'

/** Whether one type is well: how it ends, how long it takes, why it fails. */
export function TypeScreen({ name }: { name: string }) {
  const app = useApp()
  const { window, hrefOf } = useWindow()
  return (
    <>
      <PageTitle
        title={<InertText text={name} oneLine />}
        aside={
          <Link href={typesHref(app)} className="text-list hover:text-fg hover:underline">
            All types
          </Link>
        }
      >
        <WindowSwitch windows={windowNames} current={window} hrefOf={hrefOf} />
      </PageTitle>
      <TypeOf name={name} app={app} window={window} />
    </>
  )
}

function TypeOf({ name, app, window }: { name: string; app: string | null; window: WindowName }) {
  const query = useQuery({
    ...typeQuery(app, name, window),
    ...useRefresh(refreshEvery.overview),
    placeholderData: keepPreviousData,
  })
  const { data: type, error, refetch } = query
  if (!type) {
    if (!error) return <TypeSkeleton />
    if (error instanceof ApiError && error.code === 'not_found') {
      return (
        <EmptyState
          title="This type was never seen"
          actions={
            <Link href={typesHref(app)} className="underline underline-offset-2">
              All types
            </Link>
          }
        >
          {error.message}
        </EmptyState>
      )
    }
    return (
      <ErrorState
        title="The type could not be loaded"
        error={error}
        onRetry={() => refetch()}
        retrying={query.isFetching}
      />
    )
  }
  const failureRate = type.finished === 0 ? null : type.failed / type.finished
  return (
    <div
      className={
        query.isPlaceholderData ? 'flex max-w-[1440px] flex-col gap-6 opacity-60' : 'flex max-w-[1440px] flex-col gap-6'
      }
      aria-busy={query.isPlaceholderData}
    >
      {error && <StaleNotice error={error} updatedAtMs={query.dataUpdatedAt} onRetry={() => refetch()} />}
      {type.name === null && (
        <Notice tone="info">
          These results were stored without their task's name, so they are one type here. Set result_extended = True,
          and Celery stores name, arguments, worker and queue with every result from then on.
        </Notice>
      )}
      <TypeFigures type={type} app={app} />
      <ThroughputSection overview={{ ...type, failureRate }} app={app} within={ofType(type.name)} />
      <RuntimeSection type={type} />
      <TypeFailures type={type} app={app} />
      <Lists type={type} app={app} />
    </div>
  )
}

function Lists({ type, app }: { type: TypeDetail; app: string | null }) {
  const lists: {
    title: string
    tasks: TaskSummary[]
    more: Partial<TaskSearch>
    end: (task: TaskSummary) => string
  }[] = [
    {
      title: 'Slowest',
      tasks: type.slowest,
      more: { sort: 'runtimeSeconds' },
      end: ({ runtimeSeconds }) => (runtimeSeconds === null ? '–' : formatDuration(runtimeSeconds)),
    },
    {
      title: 'Largest',
      tasks: type.largest,
      more: { sort: 'sizeBytes' },
      end: ({ sizeBytes }) => formatBytes(sizeBytes),
    },
  ]
  const all = (more: Partial<TaskSearch>) => tasksHref({ app, window: 'all', ...ofType(type.name), ...more })
  const aside = (more: Partial<TaskSearch>) => (
    <Link href={all(more)} className="hover:text-fg hover:underline">
      All of them
    </Link>
  )
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-3">
      <Section title="Recent" className="min-w-0" aside={aside({})}>
        <TaskLines
          tasks={type.recent}
          app={app}
          empty={`Nothing in the ${windowSentences[type.window]}.`}
          detail={detailOf}
          end={({ occurredAt }) => <RelativeTime at={occurredAt} />}
        />
      </Section>
      {lists.map(({ title, tasks, more, end }) => (
        <Section key={title} title={title} className="min-w-0" aside={aside(more)}>
          <TaskLines
            tasks={tasks}
            app={app}
            empty={title === 'Slowest' ? 'No run time is known: enable task_track_started.' : 'Nothing is stored now.'}
            detail={detailOf}
            end={end}
          />
        </Section>
      ))}
    </div>
  )
}

function detailOf({ exception, argsPreview, taskId }: TaskSummary): string {
  if (exception) return `${exception.type}: ${exception.message}`
  return argsPreview ?? taskId
}

function TypeSkeleton() {
  return (
    <div className="flex flex-col gap-6" aria-busy="true">
      <p className="sr-only" role="status">
        Loading the type
      </p>
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-72 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  )
}
