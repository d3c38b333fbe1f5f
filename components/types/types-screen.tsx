'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { PageTitle } from '@/components/layout/page-title'
import { useHrefWith } from '@/components/layout/use-href-with'
import { useWindow } from '@/components/layout/use-window'
import { WindowSwitch } from '@/components/layout/window-switch'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { Loaded } from '@/components/ui/loaded'
import { pushHref } from '@/components/ui/shallow-link'
import { Skeleton } from '@/components/ui/skeleton'
import { TextInput } from '@/components/ui/text-input'
import { typesQuery } from '@/lib/client/queries/types'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import type { TypeList } from '@/lib/contract/types'
import { type WindowName, windowNames } from '@/lib/contract/values'
import { TypeTable } from './type-table'
import { arrangeTypes, parseTypeSort, type TypeSort } from './types.model'

/** Which type is sick? */
export function TypesScreen() {
  const app = useApp()
  const { window, hrefOf } = useWindow()
  return (
    <>
      <PageTitle title="Types">
        <WindowSwitch windows={windowNames} current={window} hrefOf={hrefOf} />
      </PageTitle>
      <TypesOf app={app} window={window} />
    </>
  )
}

function TypesOf({ app, window }: { app: string | null; window: WindowName }) {
  const query = useQuery({
    ...typesQuery(app, window),
    ...useRefresh(refreshEvery.overview),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded
      query={query}
      what="the types"
      className="flex flex-col gap-3"
      skeleton={
        <div>
          <Skeleton className="mb-3 h-8 w-80 max-w-full" />
          {Array.from({ length: 8 }, (_, index) => index).map((index) => (
            <div key={index} className="flex h-12 items-center gap-6 border-line border-b">
              <Skeleton className="h-4 w-1/4" />
              <Skeleton className="h-4 w-20 max-md:hidden" />
              <Skeleton className="ml-auto h-4 w-14" />
              <Skeleton className="h-4 w-14" />
              <Skeleton className="h-4 w-14" />
            </div>
          ))}
        </div>
      }
    >
      {(list) =>
        list.items.length === 0 ? (
          <EmptyState title="No task type yet">
            Types appear here with the first results that the sync finds. They are told apart by the task's name, which
            Celery stores with result_extended = True.
          </EmptyState>
        ) : (
          <Types list={list} app={app} changing={query.isPlaceholderData} />
        )
      }
    </Loaded>
  )
}

function Types({ list, app, changing }: { list: TypeList; app: string | null; changing: boolean }) {
  const params = useSearchParams()
  const sort = parseTypeSort(params.get('sort'))
  const text = params.get('q') ?? ''
  const hrefWith = useHrefWith()
  const types = arrangeTypes(list.items, sort, text)
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <TextInput
          type="search"
          aria-label="Filter types by name"
          placeholder="Filter by name"
          className="max-w-80"
          value={text}
          onChange={(event) => pushHref(hrefWith({ q: event.target.value }), true)}
        />
        <p className="text-muted text-small">
          {formatNumber(types.length)} {types.length === 1 ? 'type' : 'types'}
          {list.more && ', the first 1,000 of more'}
          {sort === 'health' && ', unhealthy first'}
        </p>
      </div>
      {types.length === 0 ? (
        <p className="border-line border-t py-3 text-list text-muted">No type has “{text}” in its name.</p>
      ) : (
        <div className={changing ? 'opacity-60' : undefined}>
          <TypeTable
            list={list}
            types={types}
            sort={sort}
            sortHref={(wanted: TypeSort) => hrefWith({ sort: wanted === 'health' ? null : wanted })}
            app={app}
          />
        </div>
      )}
    </>
  )
}
