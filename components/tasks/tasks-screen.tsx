'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useJobs } from '@/components/activity/use-jobs'
import { BulkDialog } from '@/components/bulk/bulk-dialog'
import { useEndedJobs } from '@/components/bulk/use-ended-jobs'
import { PageTitle } from '@/components/layout/page-title'
import { WindowSwitch } from '@/components/layout/window-switch'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Figure } from '@/components/ui/figure'
import { pushHref, ShallowLink } from '@/components/ui/shallow-link'
import { taskHref } from '@/lib/client/hrefs'
import { later, useLater } from '@/lib/client/later'
import { tasksHref } from '@/lib/client/task-search'
import { useShortcuts } from '@/lib/client/use-shortcuts'
import type { BulkJob } from '@/lib/contract/bulk'
import { windowNames } from '@/lib/contract/values'
import { ListPill } from './list-pill'
import { matchingText } from './matching.model'
import { Pager } from './pager'
import { SearchMistake } from './search-mistake'
import { mistakeIn } from './search-text.model'
import { keepShown, noSelection, selectAll, selectRange, toggle } from './selection.model'
import { StateTabBar } from './state-tab-bar'
import { TaskList } from './task-list'
import { TaskToolbar } from './task-toolbar'
import { TimeRange } from './time-range'
import { useKeptScroll } from './use-kept-scroll'
import { useRowCursor } from './use-row-cursor'
import { useTaskActions } from './use-task-actions'
import { pageSize, useTaskPage } from './use-task-page'
import { useTaskSearch } from './use-task-search'

const noJobs: BulkJob[] = []
const barPart = later(() => import('./bulk-bar'))
const emptyPart = later(() => import('./empty-list-view'))

export function TasksScreen() {
  const router = useRouter()
  const { search, ignored } = useTaskSearch()
  const [wanted, setSelection] = useState(noSelection)
  // The search they were chosen by, as it was then; null: only the rows that are selected.
  const [matching, setMatching] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const list = useTaskPage(search, wanted.ids.size > 0 || asking)
  const shown = useMemo(() => list.rows.map(({ taskId }) => taskId), [list.rows])
  const selection = keepShown(wanted, shown)
  const cursor = useRowCursor(shown)
  const Bar = useLater(barPart, selection.ids.size > 0)?.BulkBar
  const EmptyView = useLater(emptyPart, list.empty)?.EmptyListView

  const actions = useTaskActions(search.app, (taskId) => list.removeRows(new Set([taskId])))
  useEffect(() => setAsking(actions.asked !== null), [actions.asked])
  const jobs = useJobs(search.app).data
  useEndedJobs(jobs?.items ?? noJobs, ({ kind, done }) => kind === 'forget' && done > 0 && list.reload())
  useKeptScroll(`${router.bfcacheId} ${tasksHref(search)}`, list.page.isSuccess && !list.changing)

  // A page reached by "Newer" that is not full has met the top: show the first page instead of half of it.
  const short =
    search.cursor !== null &&
    list.page.data?.searched.complete &&
    !list.page.isFetching &&
    list.page.isSuccess &&
    list.rows.length < pageSize
  const atTop = short && list.page.data?.next !== null
  const toFirstPage = useEffectEvent(() => pushHref(tasksHref({ ...search, cursor: null }), true))
  useEffect(() => {
    if (atTop) toFirstPage()
  }, [atTop])

  const onSelect = useCallback(
    (taskId: string, range: boolean) => {
      setMatching(null)
      setSelection((known) => (range ? selectRange(known, taskId, shown) : toggle(known, taskId)))
    },
    [shown],
  )
  const onOpen = useCallback(
    (taskId: string, newTab: boolean) => {
      const href = taskHref(search.app, taskId)
      if (newTab) window.open(href, '_blank', 'noopener')
      else router.push(href)
    },
    [router, search.app],
  )
  const showNew = async () => {
    window.scrollTo({ top: 0 })
    await list.reload()
  }
  const total = list.page.data?.total
  const mistake = mistakeIn(search.q ?? '')
  const wholePage = shown.length > 0 && selection.ids.size === shown.length && !mistake
  const allMatching = matching !== null && wholePage
  /** The selected rows, or else the one under the cursor. */
  const targets = () =>
    list.rows.filter(({ taskId }) => (selection.ids.size > 0 ? selection.ids.has(taskId) : taskId === cursor.active))
  const act = (verb: 'forget' | 'retry') => {
    const tasks = targets()
    actions.begin(verb, tasks, allMatching ? { kind: 'search', q: matching } : null)
    return tasks.length > 0
  }
  const clear = () => {
    const had = selection.ids.size > 0
    setSelection(noSelection)
    setMatching(null)
    return had
  }
  const onRow = (run: (taskId: string) => void) => () => {
    if (cursor.active === null) return false
    run(cursor.active)
    return true
  }
  const group = 'Task list'
  useShortcuts([
    { keys: 'j', label: 'Next row', group, run: () => cursor.step(1) },
    { keys: 'k', label: 'Previous row', group, run: () => cursor.step(-1) },
    { keys: 'Enter', label: 'Open', group, run: onRow((taskId) => onOpen(taskId, false)) },
    { keys: 'x', label: 'Select', group, run: onRow((taskId) => onSelect(taskId, false)) },
    { keys: 'X', label: 'Select up to here', group, run: onRow((taskId) => onSelect(taskId, true)) },
    { keys: 'r', label: 'Retry', group, run: () => act('retry') },
    { keys: 'f', label: 'Forget', group, run: () => act('forget') },
    { keys: 'n', label: 'Show new results', group, run: () => list.newTasks.count > 0 && showNew() },
    { keys: 'Escape', label: 'Clear the selection', group, run: clear },
  ])

  return (
    <>
      <PageTitle
        title="Tasks"
        search={false}
        aside={
          total && (
            <span className={list.changing ? 'opacity-50' : undefined}>
              <Figure value={total.count} exact={total.exact} />
            </span>
          )
        }
      >
        <WindowSwitch
          windows={[...windowNames, 'all']}
          current={search.window}
          hrefOf={(window) => tasksHref({ ...search, window, from: null, to: null, cursor: null })}
        >
          <TimeRange search={search} />
        </WindowSwitch>
      </PageTitle>
      <StateTabBar search={search} counts={list.counts.data} failed={list.counts.isError} />
      <TaskToolbar search={search} ignored={ignored} list={list} />
      {mistake ? (
        <EmptyState
          title="This search cannot be understood"
          actions={
            <Button asChild>
              <ShallowLink href={tasksHref({ ...search, q: null, cursor: null })}>Clear the search</ShallowLink>
            </Button>
          }
        >
          <SearchMistake text={search.q ?? ''} problem={mistake} />
        </EmptyState>
      ) : list.page.isError && !list.page.data ? (
        <ErrorState
          title="The tasks could not be loaded"
          error={list.page.error}
          retrying={list.page.isFetching}
          onRetry={() => list.reload()}
        />
      ) : (
        <>
          <ListPill newTasks={list.newTasks} trouble={list.trouble} onShowNew={showNew} onRetry={() => list.reload()} />
          <TaskList
            search={search}
            list={list}
            selection={selection}
            active={cursor.active}
            onSelect={onSelect}
            jobs={jobs}
            onSelectAll={(all) => {
              setMatching(null)
              setSelection(all ? selectAll(shown) : noSelection)
            }}
            onOpen={onOpen}
            onActive={cursor.setActive}
          />
          {list.empty && EmptyView && <EmptyView search={search} page={list.page.data} />}
          {list.page.data && <Pager search={search} page={list.page.data} />}
        </>
      )}
      {Bar && (
        <Bar
          ids={[...selection.ids]}
          matching={wholePage && total && total.count > shown.length ? total : null}
          allMatching={allMatching}
          onAllMatching={() => setMatching(matchingText(search, Date.now()))}
          forget={actions.abilities?.forget}
          retry={actions.abilities?.retry}
          onAct={act}
          onClear={clear}
        />
      )}
      <BulkDialog
        app={search.app}
        asked={actions.asked}
        onClose={actions.close}
        onStarted={(job) => {
          actions.close()
          clear()
          actions.follow(job)
        }}
      />
    </>
  )
}
