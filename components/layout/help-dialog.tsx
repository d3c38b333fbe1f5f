'use client'

import { CircleHelp } from 'lucide-react'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { later, useLater } from '@/lib/client/later'
import { useShortcuts } from '@/lib/client/use-shortcuts'

const listPart = later(() => import('./shortcut-list'))

/** Opens the list of the keys that work on this page. */
export function HelpButton() {
  const [open, setOpen] = useState(false)
  const List = useLater(listPart, open)?.ShortcutList
  useShortcuts([{ keys: '?', label: 'Show this help', group: 'Everywhere', run: () => setOpen(true) }])
  return (
    <>
      <IconButton label="Help and shortcuts" shortcut="?" onClick={() => setOpen(true)}>
        <CircleHelp size={16} aria-hidden="true" />
      </IconButton>
      <Dialog open={open && List !== undefined} onOpenChange={setOpen} title="Keyboard shortcuts" width="wide">
        {List && <List />}
      </Dialog>
    </>
  )
}
