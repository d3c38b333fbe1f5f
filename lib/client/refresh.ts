import type { Query } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { refreshPause } from './refresh-pause'

/** How often each resource is asked for again, in milliseconds, while somebody looks at it. */
export const refreshEvery = {
  newTasks: 5_000,
  unfinishedRows: 3_000,
  stateCounts: 10_000,
  task: 4_000,
  queues: 5_000,
  overview: 10_000,
  workers: 10_000,
  group: 5_000,
  sync: 5_000,
  /** While a job is at work or may be undone. */
  busyJobs: 1_000,
  quietJobs: 15_000,
  activity: 10_000,
  storage: 30_000,
} as const

const slowestMs = 60_000

/**
 * The one rule by which anything is asked for again; spread it into a query. A hidden tab never asks (React Query stops its
 * intervals there), a paused page neither, and a failing call is repeated four times more slowly.
 */
export function refreshPolicy(everyMs: number, paused: boolean) {
  return {
    refetchInterval: (query: Pick<Query, 'state'>) =>
      paused ? (false as const) : nextInMs(everyMs, query.state.status),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: !paused,
    refetchOnReconnect: !paused,
  }
}

function nextInMs(everyMs: number, status: string): number {
  return status === 'error' ? Math.min(everyMs * 4, slowestMs) : everyMs
}

/** The policy as the person has set it. `held` is for a screen that must not move now: rows are selected, a dialog asks. */
export function useRefresh(everyMs: number, held = false) {
  return refreshPolicy(everyMs, useRefreshPaused() || held)
}

/** The person has switched live updates off, in this browser. */
export function useRefreshPaused(): boolean {
  return useSyncExternalStore(refreshPause.subscribe, refreshPause.get, () => false)
}
