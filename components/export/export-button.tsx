'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { later, useLater } from '@/lib/client/later'
import type { TaskSearch } from '@/lib/client/task-search'
import { useShortcuts } from '@/lib/client/use-shortcuts'
import type { Count } from '@/lib/contract/common'

const dialogPart = later(() => import('./export-dialog'))

/** Saves the whole list that is shown as a file. */
export function ExportButton({ search, total }: { search: TaskSearch; total: Count | undefined }) {
  const [open, setOpen] = useState(false)
  const show = () => setOpen(true)
  const Dialog = useLater(dialogPart, open)?.ExportDialog
  useShortcuts([{ keys: 'e', label: 'Export the list', group: 'Task list', run: show }])
  return (
    <>
      <Button
        aria-haspopup="dialog"
        aria-keyshortcuts="e"
        data-hint="Save these tasks as a file"
        data-hint-key="e"
        onClick={show}
      >
        <Download size={14} aria-hidden="true" />
        Export
      </Button>
      {open && Dialog && <Dialog search={search} total={total} onClose={() => setOpen(false)} />}
    </>
  )
}
