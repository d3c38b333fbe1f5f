'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { refusals } from '@/components/task/abilities.model'
import { SendDialog } from '@/components/task/send-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { featuresQuery } from '@/lib/client/queries/features'
import { useApp } from '@/lib/client/use-app'

/** Opens the dialog that sends a task; says why where that cannot be done. */
export function SendTaskButton() {
  const app = useApp()
  const [open, setOpen] = useState(false)
  const { send } = refusals(useQuery(featuresQuery(app)).data, null)
  return (
    <>
      <Button
        aria-disabled={send !== null}
        data-hint={send ?? 'Send a task to a queue'}
        // A finger has no hover: there the reason comes when the button is pressed.
        onClick={() => (send === null ? setOpen(true) : toast.message(send))}
      >
        Send task
      </Button>
      <SendDialog app={app} open={open} onOpenChange={setOpen} />
    </>
  )
}
