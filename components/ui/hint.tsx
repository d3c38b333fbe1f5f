import clsx from 'clsx'
import type { ReactNode } from 'react'

/**
 * Text with a reason behind it, on hover or tap. Screen readers get the reason as part of the text. In lists leave `focusable`
 * out, or every row becomes a stop of the Tab key.
 */
export function Hint(props: { text: string; children: ReactNode; className?: string; focusable?: boolean }) {
  const { text, children, className, focusable = false } = props
  return (
    <span data-hint={text} tabIndex={focusable ? 0 : undefined} className={clsx('cursor-help', className)}>
      {children}
      <span className="sr-only"> ({text})</span>
    </span>
  )
}
