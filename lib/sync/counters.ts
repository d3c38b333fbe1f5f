import type { SweepCounters } from './index-port'

export function emptyCounters(): SweepCounters {
  return {
    listed: 0,
    fetched: 0,
    inserted: 0,
    changed: 0,
    gone: 0,
    problems: 0,
    foreign: 0,
    listRequests: 0,
    getRequests: 0,
    retried: 0,
    throttled: 0,
  }
}
