'use client'

import { useClockText } from '@/lib/client/clock'
import { formatRelative, formatUtc } from './format-time'

/** "3 min ago", ticking; exact in UTC and local time on hover or tap. `at` is an ISO time. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const atMs = Date.parse(at)
  const text = useClockText((nowMs) => formatRelative(atMs, nowMs), formatUtc(atMs))
  return (
    <time dateTime={at} data-hint-time={at} className={className}>
      {text}
    </time>
  )
}
