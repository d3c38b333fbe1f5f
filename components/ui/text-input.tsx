import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** 16 px on a phone: below that, iOS zooms into the field. */
export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <input
      className={clsx(
        'h-8 w-full min-w-0 rounded border border-line bg-bg px-2.5 text-body placeholder:text-faint max-md:h-10 max-md:text-[16px]',
        'hover:border-line-strong disabled:opacity-50 aria-invalid:border-danger',
        className,
      )}
      {...rest}
    />
  )
}
