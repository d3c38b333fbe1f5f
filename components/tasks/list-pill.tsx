'use client'

import { ArrowUp, TriangleAlert } from 'lucide-react'
import { formatNumber } from '@/components/ui/format-number'
import { errorSentence } from '@/lib/client/api-error'

/**
 * What the list has to say without moving: new results above, or that it is no longer kept up to date. It floats over the
 * head of the list, on a phone over its foot, and takes no room.
 */
export function ListPill(props: {
  newTasks: { count: number; more: boolean }
  trouble: unknown
  onShowNew: () => void
  onRetry: () => void
}) {
  const { newTasks, trouble, onShowNew, onRetry } = props
  const pill =
    'pointer-events-auto flex h-7 items-center gap-1.5 rounded-full border border-line bg-raised px-3 font-semibold text-list shadow-float hover:bg-hover max-md:h-9'
  return (
    <div
      aria-live="polite"
      className="pointer-events-none sticky top-1 z-20 flex h-0 justify-center max-md:fixed max-md:inset-x-0 max-md:top-auto max-md:bottom-[calc(100px+env(safe-area-inset-bottom))]"
    >
      <div className="max-md:-translate-y-1/2">
        {trouble ? (
          <button type="button" onClick={onRetry} data-hint={errorSentence(trouble)} className={pill}>
            <TriangleAlert size={14} aria-hidden="true" className="text-warn" /> Not up to date · Try again
          </button>
        ) : (
          newTasks.count > 0 && (
            <button type="button" onClick={onShowNew} data-hint="Show them" data-hint-key="n" className={pill}>
              <ArrowUp size={14} aria-hidden="true" className="text-accent" />
              {formatNumber(newTasks.count)}
              {newTasks.more ? '+' : ''} new
            </button>
          )
        )}
      </div>
    </div>
  )
}
