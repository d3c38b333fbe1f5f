import { toQueryString } from './search-params'

/** Task ids are arbitrary strings: slashes and spaces are escaped, in pages and in the API alike. */
export function taskHref(app: string | null, taskId: string): string {
  return `/tasks/${encodeURIComponent(taskId)}${toQueryString({ app })}`
}

export function overviewHref(app: string | null): string {
  return `/${toQueryString({ app })}`
}

/** With a name, the page opens with that queue in sight. */
export function queuesHref(app: string | null, name?: string): string {
  return `/queues${toQueryString({ app })}${name === undefined ? '' : `#${encodeURIComponent(name)}`}`
}

/** The stored bytes of a result, as a download. */
export function rawHref(app: string | null, taskId: string): string {
  return `/api/v1/tasks/${encodeURIComponent(taskId)}/raw${toQueryString({ app })}`
}
