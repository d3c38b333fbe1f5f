import type { ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import type { Ability } from '@/lib/contract/common'

type Props = Omit<ComponentProps<typeof Button>, 'onClick'> & {
  /** undefined while not known. */
  ability: Ability | undefined
  onClick: () => void
}

/** A button that stays reachable where it cannot be used, so that the reason can be read. */
export function AbilityButton({ ability, onClick, children, ...rest }: Props) {
  const reason = ability
    ? ability.ok
      ? null
      : (ability.reason ?? 'Not possible here.')
    : 'Asking what is possible here.'
  return (
    <Button
      aria-disabled={reason !== null}
      data-hint={reason ?? undefined}
      onClick={() => (reason === null ? onClick() : toast.message(reason))}
      {...rest}
    >
      {children}
      {reason !== null && <span className="sr-only"> (not possible: {reason})</span>}
    </Button>
  )
}
