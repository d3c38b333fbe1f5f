import type { ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'

type Props = Omit<ComponentProps<typeof Button>, 'disabled' | 'onClick'> & {
  /** Why it cannot be done, or null where it can. The button stays reachable, so that the reason can be read. */
  reason: string | null
  shortcut: string
  hint: string
  onClick: () => void
}

/** A button that says why it cannot be used instead of only looking so. */
export function ActionButton({ reason, shortcut, hint, onClick, children, ...rest }: Props) {
  return (
    <Button
      aria-disabled={reason !== null}
      aria-keyshortcuts={shortcut}
      data-hint={reason ?? hint}
      data-hint-key={reason === null ? shortcut : undefined}
      // A finger has no hover: there the reason comes when the button is pressed.
      onClick={() => (reason === null ? onClick() : toast.message(reason))}
      {...rest}
    >
      {children}
      {reason !== null && <span className="sr-only"> (not possible: {reason})</span>}
    </Button>
  )
}
