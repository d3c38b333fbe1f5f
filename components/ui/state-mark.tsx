import type { ReactNode } from 'react'
import { type StateKind, stateKind } from '@/lib/celery/states'
import { stateColor } from './state-color'

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 }

const shapes: Record<StateKind, ReactNode> = {
  success: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  failure: <rect x="1.5" y="1.5" width="9" height="9" rx="1" fill="currentColor" />,
  retry: (
    <>
      <path d="M10.25 6a4.25 4.25 0 1 1-1.4-3.15" {...line} strokeLinecap="round" />
      <path d="M9.4.7v2.7H6.7z" fill="currentColor" />
    </>
  ),
  active: (
    <>
      <circle cx="6" cy="6" r="4.25" {...line} />
      <path d="M6 1.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" />
    </>
  ),
  revoked: (
    <>
      <circle cx="6" cy="6" r="4.25" {...line} />
      <path d="M3 9l6-6" {...line} />
    </>
  ),
  waiting: <circle cx="6" cy="6" r="4.25" {...line} />,
  unknown: <circle cx="6" cy="6" r="4.25" {...line} strokeDasharray="2.4 2" />,
}

/** The shape of a state in its colour. The word must stand beside it. */
export function StateMark({ state, size = 12 }: { state: string; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 12 12"
      className="shrink-0"
      style={{ color: stateColor(state) }}
    >
      {shapes[stateKind(state)]}
    </svg>
  )
}
