'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { UpLink } from '@/components/layout/up-link'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { TaskLines } from '@/components/overview/task-lines'
import { TracebackView } from '@/components/traceback/traceback-view'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { Loaded } from '@/components/ui/loaded'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { failuresHref, rawHref, taskHref } from '@/lib/client/hrefs'
import { failureQuery } from '@/lib/client/queries/failures'
import { featuresQuery } from '@/lib/client/queries/features'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { tasksHref } from '@/lib/client/task-search'
import { useApp } from '@/lib/client/use-app'
import type { FailureDetail } from '@/lib/contract/failures'
import { type WindowName, windowNames } from '@/lib/contract/values'
import { fieldText } from '@/lib/search/print-search'
import { FailureFigures } from './failure-figures'
import { FailureSpread } from './failure-spread'
import { decisionsFor, decisionWords } from './failures.model'
import { issueText } from './issue-text.model'
import { StatusBadge } from './status-badge'
import { useDecide } from './use-decide'

/** One bug: where it is raised, how often, by what, and since when. */
export function FailureScreen({ fingerprint }: { fingerprint: string }) {
  const app = useApp()
  const { window, hrefOf } = useWindow()
  const query = useQuery({
    ...failureQuery(app, fingerprint, window),
    ...useRefresh(refreshEvery.overview),
    placeholderData: keepPreviousData,
  })
  const failure = query.data
  return (
    <>
      <PageTitle
        title={failure ? <InertText text={failure.exceptionType || 'No exception stored'} oneLine /> : 'Failure'}
        aside={<UpLink href={failuresHref(app)}>All failures</UpLink>}
      >
        <WindowSwitch<WindowName> windows={windowNames} current={window} hrefOf={hrefOf} />
      </PageTitle>
      <Loaded
        query={query}
        what="the failure"
        className="flex max-w-[1440px] flex-col gap-6"
        missing={{ title: 'This failure was never seen', back: { href: failuresHref(app), text: 'All failures' } }}
        skeleton={
          <>
            <Skeleton className="h-24 w-full" />
            <Skeleton className="h-64 w-full" />
          </>
        }
      >
        {(loaded) => <FailureBody failure={loaded} app={app} />}
      </Loaded>
    </>
  )
}

function FailureBody({ failure, app }: { failure: FailureDetail; app: string | null }) {
  const { fingerprint, sample, exceptionType, frame } = failure
  const all = tasksHref({ app, q: fieldText('failure', fingerprint), window: 'all' })
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <StatusBadge group={failure} />
        <p className="min-w-0 flex-1 text-muted [overflow-wrap:anywhere] max-md:basis-full">
          <InertText text={failure.pattern || 'Without a message'} oneLine />
          {frame !== null && (
            <>
              {' in '}
              <code className="font-mono text-fg text-list">
                <InertText text={frame} oneLine />
              </code>
            </>
          )}
        </p>
        <Decide failure={failure} app={app} />
      </div>
      <FailureFigures failure={failure} app={app} />
      <Section
        title="Newest failure"
        aside={
          <Link href={taskHref(app, sample.taskId)} className="hover:text-fg hover:underline">
            Its task
          </Link>
        }
      >
        <p className="mb-2 text-[16px] leading-6 [overflow-wrap:anywhere]">
          <span className="font-semibold">
            <InertText text={exceptionType || 'No exception stored'} oneLine />
          </span>
          {sample.message && (
            <>
              {': '}
              <InertText text={sample.message} />
            </>
          )}
        </p>
        {sample.traceback === null ? (
          <p className="text-muted">No traceback was stored with it.</p>
        ) : (
          <TracebackView
            traceback={{ text: sample.traceback, truncated: false, sizeBytes: sample.traceback.length }}
            headline={{ type: exceptionType, message: sample.message }}
            rawHref={rawHref(app, sample.taskId)}
          />
        )}
      </Section>
      <FailureSpread failure={failure} app={app} />
      <Section
        title="Tasks"
        aside={
          <Link href={all} className="hover:text-fg hover:underline">
            All that are stored
          </Link>
        }
      >
        <TaskLines
          tasks={failure.tasks}
          app={app}
          empty="None of its results is stored any more; the counts above outlive them."
          detail={({ exception, taskId }) => exception?.message || taskId}
          end={({ occurredAt }) => <RelativeTime at={occurredAt} />}
        />
      </Section>
    </>
  )
}

function Decide({ failure, app }: { failure: FailureDetail; app: string | null }) {
  const { decide, deciding } = useDecide(app)
  const features = useQuery(featuresQuery(app))
  const copy = async () => {
    const done = await copyText(issueText(failure, window.location.href))
    if (done) toast.success('Copied as Markdown')
    else toast.error('The browser refuses the clipboard.')
  }
  return (
    <div className="flex flex-wrap gap-2">
      {decisionsFor(failure.status).map((decision) => (
        <Button
          key={decision}
          disabled={deciding || (features.data?.readOnly ?? false)}
          onClick={() => decide([failure], decision)}
        >
          {decisionWords[decision]}
        </Button>
      ))}
      <Button onClick={copy}>Copy as issue</Button>
    </div>
  )
}
