import { queryOptions } from '@tanstack/react-query'
import { queue, queueList } from '@/lib/contract/queues'
import { fetchJson } from '../fetch-json'

export const queuesKey = ['queues'] as const

export function queuesQuery(app: string | null) {
  return queryOptions({
    queryKey: [...queuesKey, 'all', app] as const,
    queryFn: ({ signal }) => fetchJson({ path: '/queues', schema: queueList, params: { app }, signal }),
  })
}

export function queueQuery(app: string | null, name: string) {
  return queryOptions({
    queryKey: [...queuesKey, 'one', app, name] as const,
    queryFn: ({ signal }) =>
      fetchJson({ path: `/queues/${encodeURIComponent(name)}`, schema: queue, params: { app }, signal }),
  })
}
