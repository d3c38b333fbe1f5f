import type { View } from '@/lib/contract/views'

const byTime = { sort: 'occurredAt', order: 'desc' } as const

function builtIn(id: string, name: string, what: Pick<View, 'query' | 'sort' | 'order' | 'window'>): View {
  return { id: `builtin-${id}`, name, ...what, builtIn: true, updatedAt: null }
}

/** The searches everybody needs, in the order of the menu. What was saved on the server cannot replace them. */
export const builtInViews: readonly View[] = [
  builtIn('failed-today', 'Failed today', { query: 'state:FAILURE finished:today', ...byTime, window: null }),
  builtIn('unfinished', 'Unfinished', { query: 'is:unfinished', ...byTime, window: null }),
  builtIn('possibly-lost', 'Possibly lost', { query: 'is:lost', ...byTime, order: 'asc', window: null }),
  builtIn('slowest', 'Slowest', { query: '', sort: 'runtimeSeconds', order: 'desc', window: '7d' }),
  builtIn('largest', 'Largest', { query: '', sort: 'sizeBytes', order: 'desc', window: null }),
  builtIn('retried', 'Retried', { query: 'is:retried', ...byTime, window: '7d' }),
]
