/** What a state means for the eye: its colour, its icon, and the tab it belongs to. */
export type StateKind = 'success' | 'failure' | 'retry' | 'active' | 'revoked' | 'waiting' | 'unknown'

/** The state of a row whose document could not be decoded. Not Celery's: lower-case is not a way to spell it. */
export const unreadableState = 'UNREADABLE'

const kinds: Record<string, StateKind> = {
  STARTED: 'active',
  PROGRESS: 'active',
  RETRY: 'retry',
  FAILURE: 'failure',
  REVOKED: 'revoked',
  SUCCESS: 'success',
  PENDING: 'waiting',
  RECEIVED: 'waiting',
  REJECTED: 'revoked',
  IGNORED: 'revoked',
  [unreadableState]: 'unknown',
}
const order = ['FAILURE', 'RETRY', 'STARTED', 'PROGRESS', 'SUCCESS', 'REVOKED']

/** Final states: their date_done is set and nothing changes them but another run (docs/celery-wire-format.md, B.3). */
export function isReady(state: string): boolean {
  return state === 'SUCCESS' || state === 'FAILURE' || state === 'REVOKED'
}

/** States whose `result` is an exception, if it is what Celery itself wrote. */
export function carriesException(state: string): boolean {
  return state === 'RETRY' || state === 'FAILURE' || state === 'REVOKED'
}

/** Any name an application made up with update_state means running. */
export function stateKind(state: string): StateKind {
  return Object.hasOwn(kinds, state) ? (kinds[state] ?? 'active') : 'active'
}

/** For tabs and legends: what fails first, then what runs, then what is done; names of applications by the alphabet. */
export function compareStates(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)
}

function rank(state: string): number {
  const known = order.indexOf(state)
  if (known >= 0) return known <= order.indexOf('PROGRESS') ? known : known + 1
  return state === unreadableState ? order.length + 1 : order.indexOf('PROGRESS') + 1
}
