'use client'

import clsx from 'clsx'
import { Popover as Radix } from 'radix-ui'
import { type ReactNode, type RefObject, useRef } from 'react'

type PopoverPanelProps = {
  id: string
  button: RefObject<HTMLButtonElement | null>
  open: boolean
  onOpenChange: (open: boolean) => void
  label: string
  children: ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  className?: string
}

/** What a button opens beside itself. */
export function PopoverPanel(props: PopoverPanelProps) {
  const { id, button, open, onOpenChange, label, children, side = 'bottom', align = 'start', className } = props
  const left = useRef(false)
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Anchor virtualRef={button} />
      <Radix.Portal>
        <Radix.Content
          id={id}
          aria-label={label}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          onInteractOutside={(event) => {
            // The button closes it itself; closed twice it would be open again.
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
            else left.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!left.current) button.current?.focus()
            left.current = false
          }}
          className={clsx(
            'z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] overflow-y-auto rounded border border-line bg-raised p-4 shadow-float outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
