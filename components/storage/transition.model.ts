import { formatNumber } from '@/components/ui/format-number'
import type { WhatIf } from '@/lib/contract/storage'
import type { TransitionClass } from '@/lib/cost/transition-classes'

/** As AWS calls them. */
export const classNames: Record<TransitionClass, string> = {
  STANDARD_IA: 'Standard-IA',
  ONEZONE_IA: 'One Zone-IA',
  INTELLIGENT_TIERING: 'Intelligent-Tiering',
  GLACIER_IR: 'Glacier Instant Retrieval',
  GLACIER: 'Glacier Flexible Retrieval',
  DEEP_ARCHIVE: 'Glacier Deep Archive',
}

/** S3 lets nothing move to the two IA classes before 30 days. */
export function transitionDays(storageClass: TransitionClass): number[] {
  const days = [0, 7, 30, 60, 90, 180, 365]
  return storageClass === 'STANDARD_IA' || storageClass === 'ONEZONE_IA' ? days.filter((some) => some >= 30) : days
}

export function ageLabel(days: number): string {
  if (days === 0) return 'any age'
  return days === 365 ? 'a year' : `${days} days`
}

/** Why there is nothing to count. */
export function nothingMoves({ days, stayingObjects }: NonNullable<WhatIf['transition']>): string {
  const none =
    days === 0
      ? 'no result in Standard is of 128 KB or more'
      : `no result of 128 KB or more is older than ${ageLabel(days)}`
  const smaller = `The ${formatNumber(stayingObjects)} smaller ones stay in Standard, where they cost least.`
  return `Nothing would move: ${none}.${stayingObjects > 0 ? ` ${smaller}` : ''}`
}

/** "in month 3", "at once", "never"; null where it cannot be told. */
export function paysOff(transition: NonNullable<WhatIf['transition']>): string | null {
  const { feeDollars, dollarsBefore, dollarsAfter, paysOffMonths } = transition
  if (dollarsBefore === null || dollarsAfter === null) return null
  if (dollarsAfter >= dollarsBefore) return 'never'
  if (feeDollars === null || paysOffMonths === null) return null
  return paysOffMonths === 0 ? 'at once' : `in month ${Math.ceil(paysOffMonths)}`
}

/** What has to be known of a class before anything is moved there. */
export function classWarning(storageClass: TransitionClass, minimumDays: number): string {
  const kept = minimumDays > 0 ? `Removed within ${minimumDays} days, an object is billed to their end.` : ''
  switch (storageClass) {
    case 'GLACIER':
    case 'DEEP_ARCHIVE':
      return `Celery and this dashboard cannot read an archived result: it has to be restored first, which takes hours. ${kept}`
    case 'ONEZONE_IA':
      return `One Zone-IA loses results with its zone. ${kept}`
    case 'INTELLIGENT_TIERING':
      return 'Priced as its first tier; results that nobody reads for 30 days become cheaper by themselves.'
    default:
      return kept
  }
}
