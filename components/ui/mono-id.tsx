import clsx from 'clsx'
import { InertText } from '@/components/json/inert-text'
import { shortenMiddle } from './shorten-middle'

/** An id in monospace: shortened in the middle for lists, with the whole on hover or tap; whole on its own page. */
export function MonoId({ id, whole = false, className }: { id: string; whole?: boolean; className?: string }) {
  const shown = whole ? id : shortenMiddle(id)
  return (
    <code data-hint={shown === id ? undefined : id} className={clsx('font-mono', whole && 'break-all', className)}>
      <InertText text={shown} oneLine />
    </code>
  )
}
