'use client'

import { RotateCw } from 'lucide-react'
import { ExportButton } from '@/components/export/export-button'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { pushHref } from '@/components/ui/shallow-link'
import { ViewGoneNotice } from '@/components/views/view-gone-notice'
import { ViewsMenu } from '@/components/views/views-menu'
import { parseTaskSearch, type TaskSearch, tasksHref } from '@/lib/client/task-search'
import { FilterChipRow } from './filter-chip-row'
import { filterChips } from './filter-chips.model'
import { SearchBox } from './search-box'
import { SearchedFields } from './searched-fields'
import { SendTaskButton } from './send-task-button'
import type { TaskPage } from './use-task-page'

/** Search, what it has narrowed the list to, and a way to load it anew. */
export function TaskToolbar({ search, ignored, list }: { search: TaskSearch; ignored: string[]; list: TaskPage }) {
  const last = filterChips(search)
    .filter(({ key }) => key !== 'window')
    .at(-1)
  return (
    <div className="flex flex-col gap-2 pt-3 pb-4">
      <div className="flex items-start gap-2 max-lg:flex-wrap">
        <div className="w-full shrink-0 lg:w-[400px]">
          <SearchBox
            search={search}
            states={list.counts.data?.states.map(({ state }) => state) ?? []}
            onChange={(change) => pushHref(tasksHref(change(currentSearch())))}
            onBackspace={() => {
              if (last) pushHref(last.removeHref)
              return last?.text ?? null
            }}
          />
        </div>
        <div className="flex min-h-8 min-w-0 flex-1 items-center max-lg:order-1 max-lg:basis-full">
          <FilterChipRow search={search} />
        </div>
        <ViewsMenu search={search} />
        <ExportButton search={search} total={list.page.data?.total} />
        <IconButton
          label="Reload the list"
          disabled={list.page.isFetching}
          onClick={() => list.reload()}
          className="max-lg:hidden"
        >
          <RotateCw size={15} aria-hidden="true" />
        </IconButton>
        <div className="max-lg:hidden">
          <SendTaskButton />
        </div>
      </div>
      <SearchedFields search={search} />
      <ViewGoneNotice search={search} />
      {ignored.length > 0 && (
        <Notice tone="warn">
          The address holds values that mean nothing here, and they were left out: {ignored.join(', ')}.
        </Notice>
      )}
    </div>
  )
}

/** What the URL says at this moment; the page may be a frame behind it. */
function currentSearch(): TaskSearch {
  return parseTaskSearch(new URLSearchParams(window.location.search)).search
}
