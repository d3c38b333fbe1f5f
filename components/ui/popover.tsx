'use client'

import { type ComponentProps, cloneElement, type ReactElement, type ReactNode, useId, useRef, useState } from 'react'
import { later, useLater } from '@/lib/client/later'

type PopoverProps = {
  /** A button; it gets the popover's state as attributes. */
  trigger: ReactElement<ComponentProps<'button'>>
  /** What it is, for those who do not see where it opened. */
  label: string
  children: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

const panelPart = later(() => import('./popover-panel'))

/** The button stands at once; what it opens comes later. */
export function Popover({ trigger, open: given, onOpenChange, ...rest }: PopoverProps) {
  const [own, setOwn] = useState(false)
  const open = given ?? own
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const change = (next: boolean) => {
    setOwn(next)
    onOpenChange?.(next)
  }
  const Panel = useLater(panelPart, open)?.PopoverPanel
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
        // Styles of the buttons speak of it.
        ...{ 'data-state': open ? 'open' : 'closed' },
        onClick: () => change(!open),
      })}
      {Panel && <Panel id={id} button={button} open={open} onOpenChange={change} {...rest} />}
    </>
  )
}
