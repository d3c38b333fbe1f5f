import { unnamedType } from '@/lib/contract/values'
import { type ParamValue, toQueryString } from './search-params'

/** Task ids are arbitrary strings: slashes and spaces are escaped, in pages and in the API alike. */
export function taskHref(app: string | null, taskId: string): string {
  return `/tasks/${encodeURIComponent(taskId)}${toQueryString({ app })}`
}

export function overviewHref(app: string | null): string {
  return `/${toQueryString({ app })}`
}

export function queuesHref(app: string | null): string {
  return `/queues${toQueryString({ app })}`
}

export function queueHref(app: string | null, name: string): string {
  return `/queues/${encodeURIComponent(name)}${toQueryString({ app })}`
}

/** How the sync stands, what is watched and what watching costs. */
export function syncHref(app: string | null): string {
  return `/sync${toQueryString({ app })}`
}

/** The stored bytes of a result, as a download. */
export function rawHref(app: string | null, taskId: string): string {
  return `/api/v1/tasks/${encodeURIComponent(taskId)}/raw${toQueryString({ app })}`
}

export function failuresHref(app: string | null, more: Record<string, ParamValue> = {}): string {
  return `/failures${toQueryString({ app, ...more })}`
}

export function failureHref(app: string | null, fingerprint: string): string {
  return `/failures/${encodeURIComponent(fingerprint)}${toQueryString({ app })}`
}

export function typesHref(app: string | null): string {
  return `/types${toQueryString({ app })}`
}

/** `name` null: the tasks stored without one. */
export function typeHref(app: string | null, name: string | null): string {
  return `/types/${encodeURIComponent(name ?? unnamedType)}${toQueryString({ app })}`
}

/** What a task belongs to, as one picture. */
export function workflowHref(app: string | null, taskId: string): string {
  return `/tasks/${encodeURIComponent(taskId)}/workflow${toQueryString({ app })}`
}

/** `parent`: a task that may have started the group, for one that was not saved. */
export function groupHref(app: string | null, groupId: string, parent: string | null = null): string {
  return `/groups/${encodeURIComponent(groupId)}${toQueryString({ app, parent })}`
}

export function workersHref(app: string | null): string {
  return `/workers${toQueryString({ app })}`
}

export function workerHref(app: string | null, worker: string): string {
  return `/workers/${encodeURIComponent(worker)}${toQueryString({ app })}`
}

/** The audit log; `more` filters it. */
export function activityHref(app: string | null, more: Record<string, ParamValue> = {}): string {
  return `/activity${toQueryString({ app, ...more })}`
}

/** One bulk job: how far it is and how it ended. */
export function jobHref(app: string | null, jobId: string): string {
  return `/activity/${encodeURIComponent(jobId)}${toQueryString({ app })}`
}

/** All bulk jobs there ever were. */
export function jobsHref(app: string | null, more: Record<string, ParamValue> = {}): string {
  return `/activity/jobs${toQueryString({ app, ...more })}`
}

/** How long results are kept. */
export function retentionHref(app: string | null): string {
  return `/activity/retention${toQueryString({ app })}`
}

/** Every line of the audit log that a filter gives, as a download. */
export function activityFileHref(
  app: string | null,
  format: 'csv' | 'jsonl',
  filter: Record<string, ParamValue>,
): string {
  return `/api/v1/activity${toQueryString({ app, ...filter, format })}`
}
