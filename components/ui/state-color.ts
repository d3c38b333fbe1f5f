import { type StateKind, stateKind } from '@/lib/celery/states'

const tokens: Record<StateKind, string> = {
  success: 'success',
  failure: 'failure',
  retry: 'retry',
  active: 'active',
  revoked: 'revoked',
  waiting: 'unknown',
  unknown: 'unknown',
}

/** The CSS colour of a state, for marks and charts; the same in every place. */
export function stateColor(state: string): string {
  return `var(--state-${tokens[stateKind(state)]})`
}
