'use client'

import clsx from 'clsx'
import { Check } from 'lucide-react'
import {
  type ComponentProps,
  cloneElement,
  createContext,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useId,
  useRef,
  useState,
} from 'react'
import { later, useLater } from '@/lib/client/later'
import { Kbd } from './kbd'

const item =
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-[4px] px-2 text-list outline-none data-[highlighted]:bg-active data-[disabled]:opacity-50 max-md:min-h-10'

const menuParts = later(() => import('./menu-parts'))
type Parts = typeof import('./menu-parts').Menu
const Parts = createContext<Parts | null>(null)

function useParts(): Parts {
  const parts = useContext(Parts)
  if (parts === null) throw new Error('An item of a menu stands outside a menu.')
  return parts
}

/** The button stands at once, Radix's menu behind it comes later: so the button is ours, and does what Radix's would. */
export function DropdownMenu(props: {
  trigger: ReactElement<ComponentProps<'button'>>
  children: ReactNode
  align?: 'start' | 'end'
  side?: 'top' | 'right' | 'bottom'
}) {
  const { trigger, children, align = 'start', side = 'bottom' } = props
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const left = useRef(false)
  const id = useId()
  const Radix = useLater(menuParts, open)?.Menu ?? null
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        id: `${id}button`,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
        // Styles of the buttons speak of it.
        ...{ 'data-state': open ? 'open' : 'closed' },
        onPointerDown(event: PointerEvent) {
          if (event.button !== 0 || event.ctrlKey) return
          setOpen(!open)
          // Else the button would take the focus from the menu again.
          if (!open) event.preventDefault()
        },
        onKeyDown(event: KeyboardEvent) {
          if (!['Enter', ' ', 'ArrowDown'].includes(event.key)) return
          event.preventDefault()
          setOpen(event.key === 'ArrowDown' || !open)
        },
      })}
      {Radix && (
        // Not modal: that would hide the page from assistive technology while its links can still be reached.
        <Radix.Root open={open} onOpenChange={setOpen} modal={false}>
          <Radix.Anchor virtualRef={button} />
          <Radix.Portal>
            <Radix.Content
              id={id}
              aria-labelledby={`${id}button`}
              side={side}
              align={align}
              sideOffset={4}
              collisionPadding={8}
              onInteractOutside={() => {
                left.current = true
              }}
              onCloseAutoFocus={(event) => {
                event.preventDefault()
                if (!left.current) button.current?.focus()
                left.current = false
              }}
              className="z-50 min-w-44 max-w-[min(400px,calc(100vw-16px))] rounded border border-line bg-raised p-1 shadow-float"
            >
              <Parts value={Radix}>{children}</Parts>
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </>
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
  const Radix = useParts()
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
  const Radix = useParts()
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
  const Radix = useParts()
  return <Radix.Label className="px-2 pt-2 pb-1 text-muted text-small">{children}</Radix.Label>
}

export function MenuDivider() {
  const Radix = useParts()
  return <Radix.Separator className="my-1 border-line border-t" />
}
