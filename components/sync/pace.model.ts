import { formatDuration } from '@/components/ui/format-duration'
import { formatMoney } from '@/components/ui/format-money'
import type { PaceStatus } from '@/lib/contract/sync'

/** Why the bucket is swept as often as it is, and what would change that. */
export function paceReason({ by, budgetDollars, intervalSeconds }: PaceStatus): string {
  const shortest = formatDuration(intervalSeconds)
  switch (by) {
    case 'events':
      return 'Events bring every change, so that sweeps only look for what an event has lost.'
    case 'budget':
      return `As often as ${formatMoney(budgetDollars ?? 0)} a month allow. A larger SYNC_BUDGET_DOLLARS sweeps more often; events cost less.`
    case 'longest':
      return `The budget does not reach for one sweep in ${shortest}, which is the least. A large bucket needs events.`
    case 'shortest':
      return budgetDollars === null
        ? 'Set by SYNC_INTERVAL_SECONDS, whatever it costs. SYNC_BUDGET_DOLLARS sets a limit.'
        : `Never more often than every ${shortest}, and well within the budget.`
  }
}
