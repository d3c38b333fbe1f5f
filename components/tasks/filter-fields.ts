import type { TaskSearch } from '@/lib/client/task-search'

/** What a list can be narrowed by beside its text, and what a chip calls it. */
export const fieldLabels = {
  state: 'state',
  name: 'name',
  queue: 'queue',
  worker: 'worker',
  exception: 'exception',
  groupId: 'group',
} as const
export type FilterField = keyof typeof fieldLabels

/** The search narrowed by one more value. Names and states add up, of anything else there is one. Paging starts anew. */
export function narrow(search: TaskSearch, field: FilterField, value: string): TaskSearch {
  if (field === 'state' || field === 'name') {
    const values = search[field].includes(value) ? search[field] : [...search[field], value]
    return { ...search, [field]: values, cursor: null }
  }
  return { ...search, [field]: value, cursor: null }
}
