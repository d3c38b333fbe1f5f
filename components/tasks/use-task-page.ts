'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { newerTasksQuery, stateCountsQuery, taskPageQuery, tasksByIdQuery } from '@/lib/client/queries/tasks'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import type { TaskSearch } from '@/lib/client/task-search'
import type { TaskList } from '@/lib/contract/tasks'
import { countNew, goneIds, patchRows, unfinishedIds, withoutRows } from './live-rows.model'

export const pageSize = 50
const noRows: TaskList['items'] = []

/**
 * One page of tasks that lives without moving: unfinished rows are asked for again and patched in place, what arrived above
 * is only counted, the tabs count along. `held` stops all of it.
 */
export function useTaskPage(search: TaskSearch, held: boolean) {
  const client = useQueryClient()
  // Next.js gives each arrival at the page an id that Back finds again: a new visit loads anew, going back does not.
  const visit = useRouter().bfcacheId
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const options = taskPageQuery(search, pageSize, visit)
  const refreshNewer = useRefresh(refreshEvery.newTasks, held)
  const refreshRows = useRefresh(refreshEvery.unfinishedRows, held)
  const refreshCounts = useRefresh(refreshEvery.stateCounts, held)

  const page = useQuery({ ...options, placeholderData: keepPreviousData })
  const rows = page.data?.items ?? noRows
  const settled = page.isSuccess && !page.isPlaceholderData
  const empty = settled && rows.length === 0

  // An empty list has no first row to look above: it is asked for itself until something comes.
  useQuery({ ...options, ...refreshNewer, enabled: empty })

  const unfinished = useMemo(() => unfinishedIds(rows, gone), [rows, gone])
  const fresh = useQuery({
    ...tasksByIdQuery(search.app, unfinished),
    ...refreshRows,
    enabled: settled && unfinished.length > 0 && !held,
  })
  const freshItems = fresh.data?.items
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer alone decides; it belongs to the ids it was asked for.
  useEffect(() => {
    if (!freshItems) return
    client.setQueryData<TaskList>(options.queryKey, (known) => known && patchRows(known, freshItems))
    const missing = goneIds(unfinished, freshItems)
    if (missing.length > 0) setGone((known) => new Set([...known, ...missing]))
  }, [freshItems])

  const prev = page.data?.prev ?? null
  const watchesAbove =
    settled && prev !== null && search.cursor === null && search.sort === 'occurredAt' && search.order === 'desc'
  const newer = useQuery({
    ...newerTasksQuery(search, prev ?? '', pageSize),
    ...refreshNewer,
    enabled: watchesAbove && !held,
  })
  const counts = useQuery({ ...stateCountsQuery(search), ...refreshCounts, placeholderData: keepPreviousData })

  return {
    page,
    rows,
    gone,
    empty,
    counts,
    /** Rows of another filter stand in until the answer comes. */
    changing: page.isPlaceholderData,
    newTasks: watchesAbove && newer.data ? countNew(newer.data.items, rows, pageSize) : { count: 0, more: false },
    /** Why rows are no longer kept up to date, or null. */
    trouble: newer.error ?? fresh.error ?? counts.error ?? (page.isRefetchError ? page.error : null),
    reload: () => {
      setGone(new Set())
      return Promise.all([page.refetch(), counts.refetch()])
    },
    removeRows: (ids: ReadonlySet<string>) => {
      const left = client.setQueryData<TaskList>(options.queryKey, (known) => known && withoutRows(known, ids))
      // The first page closes the gap and waits; any other is filled up, lest it be taken for the top of the list.
      const refill = search.cursor !== null || left?.items.length === 0
      return Promise.all([counts.refetch(), refill ? page.refetch() : null])
    },
  }
}

export type TaskPage = ReturnType<typeof useTaskPage>
