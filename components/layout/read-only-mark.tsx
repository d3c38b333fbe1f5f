import clsx from 'clsx'
import { Lock } from 'lucide-react'

const reason = 'READ_ONLY=true: nothing can be forgotten, retried or sent from here.'

/** Says why the buttons that change something are off. */
export function ReadOnlyMark({ compact = false }: { compact?: boolean }) {
  return (
    <p
      data-hint={reason}
      className={clsx(
        'flex cursor-help items-center gap-2 text-muted text-small',
        compact ? 'h-10 px-2' : 'h-8 px-2.5 rail-narrow:justify-center rail-narrow:px-0',
      )}
    >
      <Lock size={13} aria-hidden="true" className="shrink-0" />
      <span className={compact ? 'sr-only' : 'rail-narrow:sr-only'}>Read-only</span>
      <span className="sr-only"> ({reason})</span>
    </p>
  )
}
