import clsx from 'clsx'
import { Skeleton } from '@/components/ui/skeleton'
import { type ColumnKey, cellClass, columns } from './task-columns'

const bars: Record<ColumnKey, string> = {
  check: 'size-3.5',
  state: 'h-3 w-20',
  task: 'h-3 w-3/5',
  outcome: 'h-3 w-4/5',
  queue: 'h-3 w-20',
  retries: 'ml-auto h-3 w-4',
  size: 'ml-auto h-3 w-10',
  runtime: 'ml-auto h-3 w-10',
  when: 'ml-auto h-3 w-16',
}

/** Rows that are on their way, in the size they will have. */
export function ListSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <tbody aria-busy="true" className="max-md:block">
      {Array.from({ length: rows }, (_, row) => (
        <tr
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
          key={row}
          className="h-12 border-line border-b max-md:grid max-md:h-[73px] max-md:grid-cols-[36px_minmax(0,1fr)_auto] max-md:gap-x-1 max-md:px-4 max-md:py-2"
        >
          {columns.map(({ key }) => (
            <td key={key} className={cellClass(key)}>
              <Skeleton className={clsx('mt-[3px]', bars[key])} />
              {(key === 'task' || key === 'queue') && <Skeleton className="mt-2 h-2.5 w-2/5 max-md:hidden" />}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
