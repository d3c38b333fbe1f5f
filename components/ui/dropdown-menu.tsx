'use client'

import clsx from 'clsx'
import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Kbd } from './kbd'

const item =
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-[4px] px-2 text-list outline-none data-[highlighted]:bg-active data-[disabled]:opacity-50 max-md:min-h-10'

export function DropdownMenu(props: {
  trigger: ReactNode
  children: ReactNode
  align?: 'start' | 'end'
  side?: 'top' | 'right' | 'bottom'
}) {
  const { trigger, children, align = 'start', side = 'bottom' } = props
  return (
    // Not modal: that would hide the page from assistive technology while its links can still be reached.
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 max-w-[min(400px,calc(100vw-16px))] rounded border border-line bg-raised p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export function MenuItem(props: {
  onSelect?: () => void
  disabled?: boolean
  danger?: boolean
  shortcut?: string
  /** Why it cannot be chosen, or what it does: a second, quieter line. */
  note?: string
  /** Makes a link of it. */
  asChild?: boolean
  children: ReactNode
}) {
  if (props.asChild)
    return (
      <Radix.Item asChild onSelect={props.onSelect} className={item}>
        {props.children}
      </Radix.Item>
    )
  return (
    <Radix.Item
      onSelect={props.onSelect}
      disabled={props.disabled}
      className={clsx(item, props.note && 'py-1.5', props.danger && 'text-danger')}
    >
      <span className="min-w-0 flex-1">
        {props.children}
        {props.note && <span className="block text-muted text-small">{props.note}</span>}
      </span>
      {props.shortcut && <Kbd>{props.shortcut}</Kbd>}
    </Radix.Item>
  )
}

export function MenuChoice(props: {
  value: string
  onChange: (value: string) => void
  options: readonly { value: string; label: string }[]
}) {
  return (
    <Radix.RadioGroup value={props.value} onValueChange={props.onChange}>
      {props.options.map(({ value, label }) => (
        <Radix.RadioItem key={value} value={value} className={item}>
          <span className="w-4">
            <Radix.ItemIndicator>
              <Check size={14} aria-hidden="true" />
            </Radix.ItemIndicator>
          </span>
          <span className="min-w-0 truncate">{label}</span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-muted text-small">{children}</Radix.Label>
}

export function MenuDivider() {
  return <Radix.Separator className="my-1 border-line border-t" />
}
