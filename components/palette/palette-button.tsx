'use client'

import { Search } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import { Kbd } from '@/components/ui/kbd'
import { useModKey } from '@/lib/client/use-mod-key'
import { palette } from './palette-state'

/** In the rail: says by which keys it opens. */
export function PaletteRailButton() {
  const mod = useModKey()
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      data-hint="Go to anything"
      data-hint-key={`${mod} K`}
      onClick={palette.show}
      className="mt-3 flex h-8 items-center gap-2.5 rounded border border-line bg-bg px-2.5 text-muted hover:border-line-strong hover:text-fg rail-narrow:justify-center rail-narrow:border-transparent rail-narrow:bg-transparent rail-narrow:px-0"
    >
      <Search size={15} aria-hidden="true" className="shrink-0" />
      <span className="rail-narrow:sr-only">Go to…</span>
      <span aria-hidden="true" className="ml-auto rail-narrow:hidden">
        <Kbd>{`${mod} K`}</Kbd>
      </span>
    </button>
  )
}

/** On a phone. */
export function PaletteBarButton() {
  return (
    <IconButton label="Go to anything" aria-haspopup="dialog" onClick={palette.show}>
      <Search size={16} aria-hidden="true" />
    </IconButton>
  )
}
