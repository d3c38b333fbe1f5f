'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import type { BulkKind } from '@/lib/contract/bulk'
import type { Ability, Count } from '@/lib/contract/common'

type BulkBarProps = {
  ids: string[]
  /** All that match the list's search, where that is more than the rows of this page and all of those are selected. */
  matching: Count | null
  /** They are selected. */
  allMatching: boolean
  onAllMatching: () => void
  forget: Ability | undefined
  retry: Ability | undefined
  onAct: (kind: BulkKind) => void
  onClear: () => void
}

/** What can be done with the selected rows. It floats, so that choosing a row moves nothing. */
export function BulkBar(props: BulkBarProps) {
  const { ids, matching, allMatching, onAllMatching, forget, retry, onAct, onClear } = props
  if (ids.length === 0) return null
  const copy = async () => {
    const done = await copyText(ids.join('\n'))
    if (done) toast.success(ids.length === 1 ? 'Id copied' : `${ids.length} ids copied`)
    else toast.error('The browser refuses the clipboard.')
  }
  return (
    <section
      aria-label="Selected tasks"
      className="fixed bottom-6 left-1/2 z-20 flex max-w-[calc(100vw-16px)] -translate-x-1/2 flex-wrap items-center gap-1 max-md:w-max rounded border border-line bg-raised p-1.5 shadow-float max-md:bottom-[calc(64px+env(safe-area-inset-bottom))]"
    >
      <span role="status" className="whitespace-nowrap px-2 text-list">
        <strong className="font-semibold">
          {allMatching && matching ? formatCount(matching.count, matching.exact) : formatNumber(ids.length)}
        </strong>{' '}
        selected
      </span>
      {matching && !allMatching && (
        <Button size="small" look="bare" onClick={onAllMatching}>
          Select all {formatCount(matching.count, matching.exact)} matching
        </Button>
      )}
      <Act ability={retry} label="Retry" shortcut="r" onClick={() => onAct('retry')} />
      <Act ability={forget} label="Forget" shortcut="f" danger onClick={() => onAct('forget')} />
      {!allMatching && (
        <Button size="small" look="bare" onClick={copy}>
          Copy ids
        </Button>
      )}
      <IconButton label="Clear the selection" shortcut="Esc" onClick={onClear}>
        <X size={15} aria-hidden="true" />
      </IconButton>
    </section>
  )
}

function Act(props: {
  ability: Ability | undefined
  label: string
  shortcut: string
  danger?: boolean
  onClick: () => void
}) {
  const { ability, label, shortcut, danger = false, onClick } = props
  // A disabled button gets no pointer events, so its reason stands on what surrounds it.
  return (
    <span data-hint={ability?.reason ?? label} data-hint-key={ability?.ok ? shortcut : undefined}>
      <Button
        size="small"
        look={danger ? 'bareDanger' : 'bare'}
        disabled={!ability?.ok}
        aria-keyshortcuts={shortcut}
        onClick={onClick}
      >
        {label}
        {ability?.reason && <span className="sr-only"> (not possible: {ability.reason})</span>}
      </Button>
    </span>
  )
}
