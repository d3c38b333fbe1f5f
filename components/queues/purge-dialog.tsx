'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { purgeQueue } from '@/lib/client/mutations/queue-actions'
import { queuesKey } from '@/lib/client/queries/queues'
import type { Queue } from '@/lib/contract/queues'

type Props = { queue: Queue; app: string | null; onClose: () => void; onPurged: () => void }

/** Says what a purge deletes, and asks for the name of the queue. */
export function PurgeDialog({ queue, app, onClose, onPurged }: Props) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const client = useQueryClient()
  const purge = useMutation({
    mutationFn: () => purgeQueue(app, queue.name, typed),
    onSuccess: async ({ purged }) => {
      toast.success(`Purged ${queue.name}: about ${formatNumber(purged)} messages. SQS takes up to a minute.`)
      onPurged()
      onClose()
      await client.invalidateQueries({ queryKey: queuesKey })
    },
  })
  const count = queue.visible + queue.inFlight + queue.delayed
  return (
    <Dialog
      open
      locked={purge.isPending}
      onOpenChange={(open) => !open && onClose()}
      title={`Purge ${queue.name}?`}
      description={`About ${formatNumber(count)} messages are deleted, those in flight too. Their tasks never run and nothing brings them back. What workers run already goes on.`}
      footer={
        <>
          <Button onClick={onClose} disabled={purge.isPending}>
            Cancel
          </Button>
          <Button look="danger" disabled={typed !== queue.name || purge.isPending} onClick={() => purge.mutate()}>
            {purge.isPending ? 'Purging…' : 'Purge queue'}
          </Button>
        </>
      }
    >
      <label htmlFor={id} className="block text-list">
        <span className="block">
          Type <strong className="break-all font-semibold">{queue.name}</strong> to confirm
        </span>
        <TextInput
          id={id}
          autoComplete="off"
          spellCheck={false}
          className="mt-1"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {purge.error && (
        <Notice tone="danger" className="mt-3">
          {errorSentence(purge.error)}
        </Notice>
      )}
    </Dialog>
  )
}
