/**
 * What the browser needs of the contract when it runs. No zod in here: it would be a sixth of all the JavaScript that the
 * task list ships. The schemas are made of these values, and the browser knows them as types.
 */

export const windowNames = ['1h', '24h', '7d', '30d', '90d'] as const
export type WindowName = (typeof windowNames)[number]

/** Length of each window in seconds. */
export const windowSeconds: Record<WindowName, number> = {
  '1h': 3600,
  '24h': 86_400,
  '7d': 604_800,
  '30d': 2_592_000,
  '90d': 7_776_000,
}

/** The window of that name, or null. */
export function parseWindow(text: string | null): WindowName | null {
  return windowNames.find((name) => name === text) ?? null
}

// With the u flag, only surrogates without a partner match.
const unstorable = /[\0\p{Surrogate}]/u

/** Whether both databases take this text as a parameter: PostgreSQL refuses U+0000 and lone surrogates. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text)
}

export const sortKeys = ['occurredAt', 'sizeBytes', 'runtimeSeconds'] as const
export type SortKey = (typeof sortKeys)[number]

/** The most characters a filter of the task list may have; `states` and `names`: the most values of one. */
export const filterLimits = {
  state: 100,
  states: 20,
  name: 400,
  names: 20,
  queue: 200,
  worker: 300,
  exception: 300,
  groupId: 1000,
  q: 1000,
  cursor: 2000,
} as const

export const suggestionKinds = ['name', 'queue', 'worker', 'exception'] as const
export type SuggestionKind = (typeof suggestionKinds)[number]

/** `regressed`: was resolved, and has failed again since. A person sets the other three. */
export const failureStatuses = ['open', 'regressed', 'resolved', 'ignored'] as const
export type FailureStatus = (typeof failureStatuses)[number]

/** Stands for the tasks that were stored without a name, in paths and on screens. Celery stores names with result_extended. */
export const unnamedType = '(name not stored)'

/** Above so many tasks of a bulk job `confirm` must be the number that the dry run counted. */
export const confirmAbove = 1000

/** So many messages are sent back by one call at most. */
export const mostResent = 100

/** Where so few receives lead to the dead letters, looking is likely to take a message away from its worker. */
export const fewReceives = 3

/** Of a bulk job that does something, or will. */
export const activeStatuses = ['waiting', 'running', 'paused'] as const

/** Of a message that was to be sent back: it is in its queue again, whether or not the original could be deleted. */
export function isSent(result: { outcome: string } | null): boolean {
  return result?.outcome === 'sent' || result?.outcome === 'duplicate'
}
