import { formatUtc } from './format-time'

/** "2026-11-21 12:03:20 UTC"; local time and age on hover or tap. `at` is an ISO time. */
export function ExactTime({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} data-hint-time={at} className={className}>
      {formatUtc(Date.parse(at))}
    </time>
  )
}
