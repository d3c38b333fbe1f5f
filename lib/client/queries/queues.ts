import { queryOptions } from '@tanstack/react-query'
import type { litterList, redriveList } from '@/lib/contract/queue-actions'
import type { queue, queueList } from '@/lib/contract/queues'
import { fetchJson } from '../fetch-json'

export const queuesKey = ['queues'] as const

export function queuesQuery(app: string | null) {
  return queryOptions({
    queryKey: [...queuesKey, 'all', app] as const,
    queryFn: ({ signal }) => fetchJson<typeof queueList>({ path: '/queues', params: { app }, signal }),
  })
}

export function queueQuery(app: string | null, name: string) {
  return queryOptions({
    queryKey: [...queuesKey, 'one', app, name] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof queue>({ path: `/queues/${encodeURIComponent(name)}`, params: { app }, signal }),
  })
}

/** Each answer costs requests to SQS: asked for again only while a redrive runs. */
export function redriveQuery(app: string | null, name: string) {
  return queryOptions({
    queryKey: ['queue-redrive', app, name] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof redriveList>({ path: `/queues/${encodeURIComponent(name)}/redrive`, params: { app }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'running' || status === 'cancelling') ? 2_000 : false,
    refetchOnWindowFocus: false,
  })
}

/** Costs a request for each queue it finds, so it is kept for a while. */
export function litterQuery(app: string | null) {
  return queryOptions({
    queryKey: ['queue-litter', app] as const,
    queryFn: ({ signal }) => fetchJson<typeof litterList>({ path: '/queues/litter', params: { app }, signal }),
    staleTime: 300_000,
    refetchOnWindowFocus: false,
  })
}
