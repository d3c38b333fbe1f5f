import type { SortKey } from '@/lib/contract/values'

export type ColumnKey = 'check' | 'state' | 'task' | 'outcome' | 'queue' | 'retries' | 'size' | 'runtime' | 'when'

export type Column = {
  key: ColumnKey
  label: string
  /** Its width where the screen is wide; the rest is shared out. */
  width: string
  number?: boolean
  sort?: SortKey
  /** Shown only where there is room. */
  from?: string
}

export const columns: Column[] = [
  { key: 'check', label: 'Select', width: 'w-10' },
  { key: 'state', label: 'State', width: 'w-28' },
  { key: 'task', label: 'Task', width: '' },
  { key: 'outcome', label: 'Outcome', width: '' },
  { key: 'queue', label: 'Queue · worker', width: 'w-38', from: 'max-lg:hidden' },
  { key: 'retries', label: 'Retries', width: 'w-16', number: true, from: 'max-xl:hidden' },
  { key: 'size', label: 'Size', width: 'w-18', number: true, sort: 'sizeBytes', from: 'max-xl:hidden' },
  { key: 'runtime', label: 'Run time', width: 'w-24', number: true, sort: 'runtimeSeconds', from: 'max-lg:hidden' },
  { key: 'when', label: 'When', width: 'w-24', number: true, sort: 'occurredAt' },
]

/** Where a cell goes on a phone: state and time on the first line, the name below, what came of it below that. */
const onPhone: Record<ColumnKey, string> = {
  check: 'max-md:col-start-1 max-md:row-span-3 max-md:row-start-1 max-md:block',
  state: 'max-md:col-start-2 max-md:row-start-1 max-md:block max-md:text-small',
  task: 'max-md:col-span-2 max-md:col-start-2 max-md:row-start-2 max-md:block',
  outcome: 'max-md:col-span-2 max-md:col-start-2 max-md:row-start-3 max-md:block',
  queue: '',
  retries: '',
  size: '',
  runtime: '',
  when: 'max-md:col-start-3 max-md:row-start-1 max-md:block max-md:text-small',
}

export function cellClass(key: ColumnKey): string {
  const column = columns.find((each) => each.key === key)
  return [
    'overflow-hidden align-top text-list max-md:p-0',
    key === 'check' ? 'cursor-default py-1.5 pl-3' : 'px-2 py-1.5 md:last:pr-3',
    column?.number ? 'whitespace-nowrap text-right' : 'text-left',
    column?.from ?? '',
    onPhone[key],
  ].join(' ')
}
