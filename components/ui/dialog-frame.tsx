'use client'

import clsx from 'clsx'
import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useRef, useState } from 'react'
import { IconButton } from './icon-button'

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** One sentence under the title; read out when the dialog opens. */
  description?: ReactNode
  children?: ReactNode
  /** Buttons, the one that acts last. */
  footer?: ReactNode
  width?: 'narrow' | 'wide'
  /** While something runs that must not lose its window. */
  locked?: boolean
}

export function DialogFrame({ open, onOpenChange, ...rest }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Panel {...rest} />
      </Radix.Portal>
    </Radix.Root>
  )
}

function Panel(props: Omit<DialogProps, 'open' | 'onOpenChange'>) {
  const { title, description, children, footer, width = 'narrow', locked } = props
  const content = useRef<HTMLDivElement>(null)
  // Known only while the panel is first rendered: after that something inside may have the focus already.
  const [opener] = useState(findOpener)
  const stay = (event: Event) => {
    if (locked) event.preventDefault()
  }
  return (
    <Radix.Content
      onEscapeKeyDown={stay}
      onInteractOutside={stay}
      // Unless something inside asks for the focus, nothing is singled out: the first control is only the way out.
      onOpenAutoFocus={(event) => {
        event.preventDefault()
        content.current?.focus()
      }}
      // Radix gives the focus back to a trigger of its own; most dialogs here open by a key or from a menu.
      onCloseAutoFocus={(event) => {
        event.preventDefault()
        opener?.focus({ preventScroll: true })
      }}
      ref={content}
      tabIndex={-1}
      data-modal=""
      aria-describedby={description ? undefined : ''}
      className={clsx(
        'fixed z-50 flex max-h-[85dvh] flex-col rounded border border-line bg-raised shadow-float outline-none',
        'max-md:inset-x-0 max-md:bottom-0 max-md:rounded-b-none',
        'md:top-[12dvh] md:left-1/2 md:w-[calc(100vw-32px)] md:-translate-x-1/2',
        width === 'wide' ? 'md:max-w-[760px]' : 'md:max-w-[480px]',
      )}
    >
      <div className="flex items-start gap-4 px-5 pt-4 pb-3">
        <div className="min-w-0 flex-1">
          <Radix.Title className="break-words font-semibold text-[16px] leading-6">{title}</Radix.Title>
          {description && <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>}
        </div>
        {!locked && (
          <Radix.Close asChild>
            <IconButton label="Close" className="-mr-1.5 max-md:-mt-2">
              <X size={16} aria-hidden="true" />
            </IconButton>
          </Radix.Close>
        )}
      </div>
      {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4">{children}</div>}
      {footer && <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</div>}
    </Radix.Content>
  )
}

/** What has the focus now; an item of a menu will be gone with its menu, so the button of that menu. */
function findOpener(): HTMLElement | null {
  const focused = document.activeElement
  const menuButton = focused?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const opener = menuButton ? document.getElementById(menuButton) : focused
  return opener instanceof HTMLElement ? opener : null
}
