'use client'

import { waitingForget } from '@/components/bulk/waiting.model'
import type { TaskSearch } from '@/lib/client/task-search'
import type { BulkList } from '@/lib/contract/bulk'
import { ColumnHeads } from './column-heads'
import { ListSkeleton } from './list-skeleton'
import type { Selection } from './selection.model'
import { TaskRow } from './task-row'
import type { TaskPage } from './use-task-page'

type TaskListProps = {
  search: TaskSearch
  list: TaskPage
  selection: Selection
  active: string | null
  /** Bulk jobs; rows that one of them will forget say so. */
  jobs: BulkList | undefined
  onSelect: (taskId: string, range: boolean) => void
  onSelectAll: (all: boolean) => void
  onOpen: (taskId: string, newTab: boolean) => void
  onActive: (taskId: string) => void
}

export function TaskList(props: TaskListProps) {
  const { search, list, selection, active, jobs, onSelect, onSelectAll, onOpen, onActive } = props
  const chosen = list.rows.filter(({ taskId }) => selection.ids.has(taskId)).length
  return (
    // A little wider than the text above it, so that the background of a row has air around its words.
    <table className="-mx-3 w-[calc(100%+24px)] table-fixed border-collapse max-md:-mx-4 max-md:block max-md:w-auto">
      <caption className="sr-only">Tasks</caption>
      <ColumnHeads
        search={search}
        selected={chosen === 0 ? 'none' : chosen === list.rows.length ? 'all' : 'some'}
        onSelectAll={onSelectAll}
      />
      {list.page.isPending ? (
        <ListSkeleton />
      ) : (
        <tbody
          aria-busy={list.changing}
          className={list.changing ? 'opacity-50 transition-opacity delay-150 max-md:block' : 'max-md:block'}
        >
          {list.rows.map((task) => (
            <TaskRow
              key={task.taskId}
              task={task}
              app={search.app}
              selected={selection.ids.has(task.taskId)}
              active={active === task.taskId}
              gone={list.gone.has(task.taskId)}
              forgetAt={waitingForget(jobs, task.taskId)?.startsAt ?? null}
              onSelect={onSelect}
              onOpen={onOpen}
              onActive={onActive}
            />
          ))}
        </tbody>
      )}
    </table>
  )
}
