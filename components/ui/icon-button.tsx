import clsx from 'clsx'
import type { ComponentProps } from 'react'

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & {
  /** What it does, as a verb: its name for everybody who does not see the icon, and its hint for those who do. */
  label: string
  /** Shown beside the hint. */
  shortcut?: string
}

export function IconButton({ label, shortcut, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      data-hint={label}
      data-hint-key={shortcut}
      className={clsx(
        'inline-flex size-7 shrink-0 items-center justify-center rounded text-muted transition-colors max-md:size-10',
        'hover:bg-hover hover:text-fg active:bg-active data-[state=open]:bg-active data-[state=open]:text-fg',
        'disabled:opacity-40 disabled:hover:bg-transparent',
        className,
      )}
      {...rest}
    />
  )
}
