import type { FailureGroup } from '@/lib/contract/failures'
import { type FailureStatus, failureStatuses } from '@/lib/contract/values'

/** The tabs of the inbox. What nobody has decided about, or what is back, comes first. */
export const failureTabs = ['new', 'regressed', 'resolved', 'ignored', 'all'] as const
export type FailureTab = (typeof failureTabs)[number]

export const tabLabels: Record<FailureTab, string> = {
  new: 'Open',
  regressed: 'Regressed',
  resolved: 'Resolved',
  ignored: 'Ignored',
  all: 'All',
}

export function parseTab(text: string | null): FailureTab {
  return failureTabs.find((tab) => tab === text) ?? 'new'
}

/** Open ones are all that ask for attention: the regressed among them. */
export function statusesOf(tab: FailureTab): readonly FailureStatus[] {
  if (tab === 'all') return failureStatuses
  return tab === 'new' ? ['open', 'regressed'] : [tab]
}

export function countOf(tab: FailureTab, counts: { status: FailureStatus; count: number }[]): number {
  const wanted = statusesOf(tab)
  return counts.filter(({ status }) => wanted.includes(status)).reduce((sum, { count }) => sum + count, 0)
}

/** What can be decided about a group now. */
export function decisionsFor(status: FailureStatus): ('open' | 'resolved' | 'ignored')[] {
  if (status === 'open' || status === 'regressed') return ['resolved', 'ignored']
  return ['open']
}

export const decisionWords = { open: 'Reopen', resolved: 'Resolve', ignored: 'Ignore' } as const
export const decidedWords = { open: 'Reopened', resolved: 'Resolved', ignored: 'Ignored' } as const

/** What a group is called where nothing but text fits. */
export function titleOf({ exceptionType, pattern }: Pick<FailureGroup, 'exceptionType' | 'pattern'>): string {
  const type = exceptionType || 'FAILURE without an exception'
  return pattern ? `${type}: ${pattern}` : type
}
