'use client'

import { useState, useSyncExternalStore } from 'react'
import { later, useLater } from '@/lib/client/later'
import { useShortcuts } from '@/lib/client/use-shortcuts'
import { palette } from './palette-state'

const palettePart = later(() => import('./palette'))

/** Opens the palette by its keys. */
export function PaletteHost() {
  const open = useSyncExternalStore(palette.subscribe, palette.isOpen, () => false)
  const [wasOpen, setWasOpen] = useState(false)
  const [typed, setTyped] = useState('')
  if (open && !wasOpen) setWasOpen(true)
  useShortcuts([{ keys: 'Ctrl+K', label: 'Go to anything', group: 'Everywhere', run: palette.show }])
  const Palette = useLater(palettePart, open)?.Palette
  if (!wasOpen) return null
  if (Palette) return <Palette open={open} typed={typed} onType={setTyped} />
  return open ? <EarlyKeys typed={typed} onType={setTyped} /> : null
}

/** Keeps what is typed while the code is on its way, lest the letters act as shortcuts of the page. */
function EarlyKeys({ typed, onType }: { typed: string; onType: (text: string) => void }) {
  return (
    <div role="dialog" aria-label="Command palette" data-modal="" className="fixed inset-0 z-50 bg-black/40">
      <input
        aria-label="Command palette"
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') palette.hide()
        }}
        // biome-ignore lint/a11y/noAutofocus: it opens because somebody is about to type.
        autoFocus
        className="mx-auto mt-[12dvh] block h-12 w-full max-w-[640px] rounded border border-line bg-raised px-4 outline-none max-md:mt-0"
      />
    </div>
  )
}
