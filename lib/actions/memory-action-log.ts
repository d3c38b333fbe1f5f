import type { ActionLog, ActivityEntry, RetryLink } from './action-log'

export type MemoryActionLog = ActionLog & { readonly links: RetryLink[]; readonly activities: ActivityEntry[] }

/** An action log for tests. */
export function openMemoryActionLog(): MemoryActionLog {
  const links: RetryLink[] = []
  const activities: ActivityEntry[] = []
  return {
    links,
    activities,
    async recordLink(link) {
      links.push(link)
    },
    async recordActivity(activity) {
      activities.push(activity)
    },
  }
}
