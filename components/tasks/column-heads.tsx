import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '@/components/ui/checkbox'
import { ShallowLink } from '@/components/ui/shallow-link'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import type { SortKey } from '@/lib/contract/values'
import { columns } from './task-columns'

type ColumnHeadsProps = {
  search: TaskSearch
  selected: 'none' | 'some' | 'all'
  onSelectAll: (all: boolean) => void
}

export function ColumnHeads({ search, selected, onSelectAll }: ColumnHeadsProps) {
  return (
    <thead className="max-md:hidden">
      <tr>
        {columns.map(({ key, label, width, number, sort, from }) => (
          <th
            key={key}
            scope="col"
            aria-sort={sort === search.sort ? (search.order === 'asc' ? 'ascending' : 'descending') : undefined}
            className={clsx(
              'sticky top-0 z-10 h-8 whitespace-nowrap bg-bg font-normal text-muted text-small shadow-[inset_0_-1px_0_var(--line)]',
              key === 'check' ? 'pl-3' : 'px-2 last:pr-3',
              number ? 'text-right' : 'text-left',
              width,
              from,
            )}
          >
            {key === 'check' ? (
              <Checkbox
                label="Select all rows of this page"
                className="align-text-bottom"
                checked={selected === 'all'}
                indeterminate={selected === 'some'}
                onChange={(event) => onSelectAll(event.target.checked)}
              />
            ) : sort ? (
              <SortLink search={search} sort={sort} label={label} />
            ) : (
              label
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** Largest, slowest and newest first; a second press turns the order round. */
function SortLink({ search, sort, label }: { search: TaskSearch; sort: SortKey; label: string }) {
  const current = search.sort === sort
  const order = current && search.order === 'desc' ? 'asc' : 'desc'
  const Arrow = search.order === 'asc' ? ArrowUp : ArrowDown
  return (
    <ShallowLink
      href={tasksHref({ ...search, sort, order, cursor: null })}
      className={clsx('inline-flex items-center gap-1 rounded hover:text-fg', current && 'font-semibold text-fg')}
    >
      {current && <Arrow size={12} aria-hidden="true" />}
      {label}
    </ShallowLink>
  )
}
