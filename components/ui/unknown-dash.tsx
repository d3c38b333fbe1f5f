import clsx from 'clsx'

/** What is not known, with the reason on hover or tap: never 0, never blank. */
export function UnknownDash({ reason, className }: { reason: string; className?: string }) {
  return (
    <span data-hint={reason} className={clsx('cursor-help text-faint', className)}>
      <span aria-hidden="true">—</span>
      <span className="sr-only">unknown: {reason}</span>
    </span>
  )
}
