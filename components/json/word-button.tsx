import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** A quiet button that is a word, for the lines of controls over and inside values. */
export function WordButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={clsx(
        'rounded-[4px] px-1.5 font-sans text-muted text-small leading-6 hover:bg-active hover:text-fg max-md:leading-9',
        'aria-pressed:bg-active aria-pressed:text-fg',
        className,
      )}
      {...rest}
    />
  )
}
