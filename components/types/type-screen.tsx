'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { UpLink } from '@/components/layout/up-link'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { windowSentences } from '@/components/layout/window-words'
import { TaskLines } from '@/components/overview/task-lines'
import { ThroughputSection } from '@/components/overview/throughput-section'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatDuration } from '@/components/ui/format-duration'
import { Loaded } from '@/components/ui/loaded'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
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
      <PageTitle title={<InertText text={name} oneLine />} aside={<UpLink href={typesHref(app)}>All types</UpLink>}>
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
  return (
    <Loaded
      query={query}
      what="the type"
      className="flex max-w-[1440px] flex-col gap-6"
      faint
      missing={{ title: 'This type was never seen', back: { href: typesHref(app), text: 'All types' } }}
      skeleton={
        <>
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-72 w-full" />
          <Skeleton className="h-64 w-full" />
        </>
      }
    >
      {(type) => (
        <>
          {type.name === null && (
            <Notice tone="info">
              These results were stored without their task's name, so they are one type here. Set result_extended =
              True, and Celery stores name, arguments, worker and queue with every result from then on.
            </Notice>
          )}
          <TypeFigures type={type} app={app} />
          <ThroughputSection
            overview={{ ...type, failureRate: type.finished === 0 ? null : type.failed / type.finished }}
            app={app}
            within={ofType(type.name)}
          />
          <RuntimeSection type={type} />
          <TypeFailures type={type} app={app} />
          <Lists type={type} app={app} />
        </>
      )}
    </Loaded>
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
