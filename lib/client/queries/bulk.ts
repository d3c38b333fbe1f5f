import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { BulkJob, BulkList, bulkDetail, bulkList } from '@/lib/contract/bulk'
import { fetchJson } from '../fetch-json'
import type { ParamValue } from '../search-params'

export const bulkKey = ['bulk'] as const

/** The newest bulk jobs of an app, and behind them older ones that are not at their end. */
export function bulkJobsQuery(app: string | null) {
  return queryOptions({
    queryKey: [...bulkKey, 'all', app] as const,
    queryFn: async ({ signal }): Promise<BulkList> => {
      const list = await fetchJson<typeof bulkList>({ path: '/bulk', params: { app, limit: 20 }, signal })
      const newest = new Set(list.items.map(({ id }) => id))
      return { ...list, items: [...list.items, ...list.active.filter(({ id }) => !newest.has(id))] }
    },
  })
}

/** A page of all bulk jobs, newest first. */
export function bulkPageQuery(app: string | null, filter: Record<string, ParamValue>, cursor: string | null) {
  return queryOptions({
    queryKey: [...bulkKey, 'page', app, filter, cursor] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof bulkList>({ path: '/bulk', params: { app, ...filter, limit: 50, cursor }, signal }),
  })
}

export function bulkJobQuery(app: string | null, jobId: string) {
  return queryOptions({
    queryKey: [...bulkKey, 'one', app, jobId] as const,
    queryFn: ({ signal }) =>
      fetchJson<typeof bulkDetail>({ path: `/bulk/${encodeURIComponent(jobId)}`, params: { app }, signal }),
  })
}

/** Puts what an action answered in its place at once; the next answer of the server follows by itself. */
export function rememberJob(client: QueryClient, app: string | null, job: BulkJob): void {
  client.setQueryData<BulkList>(bulkJobsQuery(app).queryKey, (known) => {
    if (known === undefined) return known
    const items = known.items.some(({ id }) => id === job.id)
      ? known.items.map((each) => (each.id === job.id ? job : each))
      : [job, ...known.items]
    return { ...known, items }
  })
  client.invalidateQueries({ queryKey: bulkKey })
}
