import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** A dense table across the whole width; it scrolls inside itself rather than widen the page. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div className="relative w-full overflow-x-auto">
      <table className={clsx('w-full border-collapse text-list', className)} {...rest} />
    </div>
  )
}

export function HeadCell({ number = false, className, ...rest }: ComponentProps<'th'> & { number?: boolean }) {
  return (
    <th
      scope="col"
      className={clsx(
        'h-8 whitespace-nowrap border-line border-b px-2 font-normal text-muted text-small first:pl-0 last:pr-0',
        number ? 'text-right' : 'text-left',
        className,
      )}
      {...rest}
    />
  )
}

export function Cell({ number = false, className, ...rest }: ComponentProps<'td'> & { number?: boolean }) {
  return (
    <td
      className={clsx(
        'h-9 border-line border-b px-2 first:pl-0 last:pr-0',
        number && 'whitespace-nowrap text-right',
        className,
      )}
      {...rest}
    />
  )
}
