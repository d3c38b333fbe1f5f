'use client'

import clsx from 'clsx'
import type { ComponentProps } from 'react'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'aria-label'> & {
  /** Some, not all, of what it stands for. */
  indeterminate?: boolean
  /** Its name, where no visible label is tied to it. */
  label?: string
}

/** The browser's own checkbox in our colours: forms, keyboards and screen readers know it already. */
export function Checkbox({ indeterminate = false, label, className, ...rest }: CheckboxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      ref={(element) => {
        if (element) element.indeterminate = indeterminate
      }}
      className={clsx('size-3.5 shrink-0 cursor-pointer accent-(--accent) max-md:size-4.5', className)}
      {...rest}
    />
  )
}
