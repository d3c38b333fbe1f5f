import { formatCount } from '@/components/ui/format-number'
import { Skeleton } from '@/components/ui/skeleton'
import { StateMark } from '@/components/ui/state-mark'
import { TabLinks } from '@/components/ui/tab-links'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import type { StateCounts } from '@/lib/contract/tasks'
import { stateTabs } from './state-tabs.model'

/** All, then each state with its count under the present filter. `failed`: nobody is going to count them. */
export function StateTabBar(props: { search: TaskSearch; counts: StateCounts | undefined; failed: boolean }) {
  const { search, counts, failed } = props
  const tabs = stateTabs(search.state, counts).map(({ state, count, current }) => ({
    key: state ?? '',
    href: tasksHref({ ...search, state: state === null ? [] : [state], cursor: null }),
    current,
    content: (
      <>
        {state !== null && <StateMark state={state} />}
        <bdi className="max-w-40 truncate">{state ?? 'All'}</bdi>
        {count ? (
          <span className={count.count === 0 ? 'text-faint' : 'text-muted'}>
            {formatCount(count.count, count.exact)}
          </span>
        ) : (
          !failed && <Skeleton className="h-3 w-8" />
        )}
      </>
    ),
  }))
  return <TabLinks label="States" tabs={tabs} />
}
