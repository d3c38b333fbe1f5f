'use client'

import { X } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { formatNumber } from '@/components/ui/format-number'
import { IconButton } from '@/components/ui/icon-button'
import type { Ability } from '@/lib/contract/common'
import type { BulkVerb } from './use-bulk'

type BulkBarProps = {
  ids: string[]
  forget: Ability | undefined
  retry: Ability | undefined
  onAct: (verb: BulkVerb) => void
  onClear: () => void
}

/** What can be done with the selected rows. It floats, so that choosing a row moves nothing. */
export function BulkBar({ ids, forget, retry, onAct, onClear }: BulkBarProps) {
  if (ids.length === 0) return null
  const copy = async () => {
    const done = await copyText(ids.join('\n'))
    if (done) toast.success(ids.length === 1 ? 'Id copied' : `${ids.length} ids copied`)
    else toast.error('The browser refuses the clipboard.')
  }
  return (
    <section
      aria-label="Selected tasks"
      className="fixed bottom-6 left-1/2 z-20 flex max-w-[calc(100vw-16px)] -translate-x-1/2 items-center gap-1 rounded border border-line bg-raised p-1.5 shadow-float max-md:bottom-[calc(64px+env(safe-area-inset-bottom))]"
    >
      <span role="status" className="whitespace-nowrap px-2 text-list">
        <strong className="font-semibold">{formatNumber(ids.length)}</strong> selected
      </span>
      <Act ability={retry} label="Retry" shortcut="r" onClick={() => onAct('retry')} />
      <Act ability={forget} label="Forget" shortcut="f" danger onClick={() => onAct('forget')} />
      <Button size="small" look="bare" onClick={copy}>
        Copy ids
      </Button>
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
