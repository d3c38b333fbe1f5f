import clsx from 'clsx'
import { type ComponentProps, cloneElement, isValidElement } from 'react'

const looks = {
  plain: 'border border-line bg-bg text-fg hover:bg-hover active:bg-active',
  primary: 'border border-transparent bg-accent text-accent-fg hover:brightness-110',
  danger: 'border border-transparent bg-danger text-danger-fg hover:brightness-110',
  bare: 'border border-transparent text-fg hover:bg-hover active:bg-active',
  bareDanger: 'border border-transparent text-danger hover:bg-danger-subtle',
  quiet: 'border border-transparent text-muted hover:bg-hover hover:text-fg active:bg-active',
  link: 'text-fg underline decoration-line-strong underline-offset-2 hover:decoration-current',
}
const sizes = { small: 'h-7 px-2 text-list', medium: 'h-8 px-3 text-body' }

export type ButtonLook = keyof typeof looks

type ButtonProps = ComponentProps<'button'> & {
  look?: ButtonLook
  size?: keyof typeof sizes
  /** Gives the looks to the only child, a link for instance. */
  asChild?: boolean
}

/** A verb. While it works, disable it and let its text say so. */
export function Button(props: ButtonProps) {
  const { look = 'plain', size = 'medium', asChild = false, className, type = 'button', ...rest } = props
  const classes = clsx(
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded transition-colors',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    look !== 'link' && [sizes[size], 'font-semibold max-md:min-h-10'],
    looks[look],
    className,
  )
  if (!asChild) return <button type={type} className={classes} {...rest} />
  const { children, ...attributes } = rest
  if (!isValidElement<{ className?: string }>(children))
    throw new Error('A button "asChild" has one child, an element.')
  return cloneElement(children, { ...attributes, className: clsx(classes, children.props.className) })
}
