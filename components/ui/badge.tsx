import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  plain: 'border-line text-muted',
  accent: 'border-transparent bg-accent-subtle text-accent',
  warn: 'border-transparent bg-warn-subtle text-warn',
  danger: 'border-transparent bg-danger-subtle text-danger',
}

/** A word that qualifies what it stands beside: "read-only", "FIFO". Not for states: those have a shape. */
export function Badge({
  tone = 'plain',
  children,
  hint,
}: {
  tone?: keyof typeof tones
  children: ReactNode
  hint?: string
}) {
  return (
    <span
      data-hint={hint}
      className={clsx(
        'inline-flex items-center whitespace-nowrap rounded-[4px] border px-1.5 text-[11px] leading-[18px]',
        hint && 'cursor-help',
        tones[tone],
      )}
    >
      {children}
      {hint && <span className="sr-only"> ({hint})</span>}
    </span>
  )
}
