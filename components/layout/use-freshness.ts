'use client'

import { useQuery } from '@tanstack/react-query'
import { useClockText } from '@/lib/client/clock'
import { syncQuery } from '@/lib/client/queries/sync'
import { refreshEvery, useRefresh, useRefreshPaused } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { describeFreshness, type Freshness } from './freshness.model'

/** The state of the sync, with the words for it. */
export function useFreshness() {
  const query = useQuery({ ...syncQuery(useApp()), ...useRefresh(refreshEvery.sync) })
  const words = useClockText((nowMs) => JSON.stringify(describeFreshness(query.data, query.error, nowMs)), '')
  // As text, because a clock text renders again only when it has changed.
  const freshness: Freshness = words ? JSON.parse(words) : { tone: 'unknown', line: 'Sync …', sentence: '' }
  const paused = useRefreshPaused()
  return { query, freshness: paused ? { ...freshness, tone: 'warn' as const, line: 'Updates paused' } : freshness }
}
