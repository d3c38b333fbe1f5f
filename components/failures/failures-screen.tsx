'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { InertText } from '@/components/json/inert-text'
import { PageTitle } from '@/components/layout/page-title'
import { useHrefWith } from '@/components/layout/use-href-with'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { windowSentences } from '@/components/layout/window-words'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { Loaded } from '@/components/ui/loaded'
import { pushHref, ShallowLink } from '@/components/ui/shallow-link'
import { Skeleton } from '@/components/ui/skeleton'
import { TabLinks } from '@/components/ui/tab-links'
import { TextInput } from '@/components/ui/text-input'
import { failuresQuery } from '@/lib/client/queries/failures'
import { featuresQuery } from '@/lib/client/queries/features'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { type WindowName, windowNames } from '@/lib/contract/values'
import { FailureMatrix } from './failure-matrix'
import { FailureTable } from './failure-table'
import { countOf, failureTabs, parseTab, statusesOf, tabLabels } from './failures.model'
import { TypeChoice } from './type-choice'

/** What is the one bug? */
export function FailuresScreen() {
  const app = useApp()
  const { window, hrefOf } = useWindow()
  return (
    <>
      <PageTitle title="Failures">
        <WindowSwitch windows={windowNames} current={window} hrefOf={hrefOf} />
      </PageTitle>
      <div className="flex flex-col gap-8">
        <Inbox app={app} window={window} />
        <FailureMatrix app={app} />
      </div>
    </>
  )
}

function Inbox({ app, window }: { app: string | null; window: WindowName }) {
  const params = useSearchParams()
  const hrefWith = useHrefWith()
  const tab = parseTab(params.get('tab'))
  const sort = params.get('sort') === 'frequent' ? 'frequent' : 'newest'
  const text = params.get('q') ?? ''
  const type = params.get('type')
  const features = useQuery(featuresQuery(app))
  const query = useQuery({
    ...failuresQuery({
      app,
      window,
      status: statusesOf(tab),
      type,
      exception: null,
      text: text.trim() === '' ? null : text.trim(),
      sort,
      offset: 0,
    }),
    ...useRefresh(refreshEvery.overview),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded
      query={query}
      what="the failures"
      className="flex flex-col gap-2"
      skeleton={
        <div>
          <Skeleton className="mb-4 h-9 w-96 max-w-full" />
          {[0, 1, 2, 3, 4, 5].map((index) => (
            <div key={index} className="flex h-14 items-center gap-6 border-line border-b">
              <Skeleton className="h-4 flex-1" />
              <Skeleton className="h-4 w-24 max-md:hidden" />
              <Skeleton className="h-4 w-14" />
            </div>
          ))}
        </div>
      }
    >
      {(list) => (
        <>
          <TabLinks
            label="Status"
            tabs={failureTabs.map((each) => ({
              key: each,
              href: hrefWith({ tab: each === 'new' ? null : each }),
              current: each === tab,
              content: (
                <>
                  {tabLabels[each]} <span className="text-muted">{formatNumber(countOf(each, list.statuses))}</span>
                </>
              ),
            }))}
          />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-2">
            <TextInput
              type="search"
              aria-label="Filter failures"
              placeholder="Exception, message or place in the code"
              className="max-w-96"
              value={text}
              onChange={(event) => pushHref(hrefWith({ q: event.target.value }), true)}
            />
            {type === null ? (
              <TypeChoice app={app} onChoose={(name) => pushHref(hrefWith({ type: name }), true)} />
            ) : (
              <Chip label="type" removeHref={hrefWith({ type: null })} removeLabel="Remove the filter by type">
                <InertText text={type} oneLine />
              </Chip>
            )}
            <span className="ml-auto flex items-center gap-3 text-list text-muted">
              {(['newest', 'frequent'] as const).map((each) => (
                <ShallowLink
                  key={each}
                  href={hrefWith({ sort: each === 'newest' ? null : each })}
                  aria-current={sort === each ? 'true' : undefined}
                  className={sort === each ? 'font-semibold text-fg' : 'hover:text-fg hover:underline'}
                >
                  {each === 'newest' ? 'Newest' : 'Most frequent'}
                </ShallowLink>
              ))}
            </span>
          </div>
          {list.items.length === 0 ? (
            <Nothing tab={tabLabels[tab]} window={window} filtered={text !== '' || type !== null} />
          ) : (
            <div className={query.isPlaceholderData ? 'opacity-60' : undefined}>
              <FailureTable list={list} app={app} readOnly={features.data?.readOnly ?? false} />
              {list.total > list.items.length && (
                <p className="py-3 text-muted text-small">
                  The first {formatNumber(list.items.length)} of {formatNumber(list.total)} groups. Narrow them by text,
                  type or window to see the others.
                </p>
              )}
            </div>
          )}
        </>
      )}
    </Loaded>
  )
}

function Nothing({ tab, window, filtered }: { tab: string; window: WindowName; filtered: boolean }) {
  if (filtered) {
    return <p className="border-line border-t py-3 text-list text-muted">No failure of these matches the filter.</p>
  }
  return (
    <EmptyState title={`No ${tab === 'All' ? '' : `${tab.toLowerCase()} `}failures in the ${windowSentences[window]}`}>
      A failure is a result in the state FAILURE. Those with the same exception, the same message apart from ids and
      numbers, and the same place in the code are one group.
    </EmptyState>
  )
}
