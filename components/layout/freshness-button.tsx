'use client'

import clsx from 'clsx'
import { useState } from 'react'
import { Popover } from '@/components/ui/popover'
import { later, useLater } from '@/lib/client/later'
import { FreshnessDot } from './freshness-dot'
import { useFreshness } from './use-freshness'

const panelPart = later(() => import('./sync-panel'))

/** "Complete to 12:03:20"; opens the state of the sync. */
export function FreshnessButton({ place }: { place: 'rail' | 'bar' }) {
  const { query, freshness } = useFreshness()
  const [open, setOpen] = useState(false)
  const Panel = useLater(panelPart, open)?.SyncPanel
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Sync status"
      side={place === 'rail' ? 'right' : 'bottom'}
      align="end"
      className="w-[340px]"
      trigger={
        <button
          type="button"
          data-hint={place === 'rail' ? 'Sync status' : undefined}
          className={clsx(
            'flex min-w-0 items-center gap-2 rounded text-muted hover:bg-hover hover:text-fg data-[state=open]:bg-active',
            place === 'rail'
              ? 'h-8 w-full px-2.5 text-small rail-narrow:justify-center rail-narrow:px-0'
              : 'h-10 px-2 text-small',
          )}
        >
          <FreshnessDot tone={freshness.tone} />
          <span className={clsx('truncate', place === 'rail' && 'rail-narrow:sr-only')}>{freshness.line}</span>
        </button>
      }
    >
      {Panel && (
        <Panel
          status={query.data}
          freshness={freshness}
          updatedAtMs={query.dataUpdatedAt}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
    </Popover>
  )
}
