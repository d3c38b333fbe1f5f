'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { focusFault } from '@/components/task/focus-fault'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { errorSentence } from '@/lib/client/api-error'
import { startRedrive } from '@/lib/client/mutations/queue-actions'
import type { RedriveList } from '@/lib/contract/queue-actions'
import type { Queue } from '@/lib/contract/queues'
import { parseWhole } from './send-many.model'
import { WholeNumberField } from './whole-number-field'

type Props = { queue: Queue; app: string | null; onClose: () => void; onStarted: (list: RedriveList) => void }

/** SQS's own limit. */
const fastest = 500

/** Says what a redrive moves, and how fast, before SQS does it. */
export function RedriveDialog({ queue, app, onClose, onStarted }: Props) {
  const id = useId()
  const [speed, setSpeed] = useState('')
  const perSecond = parseWhole(speed, fastest)
  const start = useMutation({
    mutationFn: () => startRedrive(app, queue.name, perSecond ?? undefined),
    onSuccess: onStarted,
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (perSecond === undefined) return focusFault(event.currentTarget)
    start.mutate()
  }

  return (
    <Dialog
      open
      locked={start.isPending}
      onOpenChange={(open) => !open && onClose()}
      title={`Redrive ${queue.name}?`}
      description={`SQS moves all ≈${formatNumber(queue.visible)} messages back to where they died (${queue.deadLetterOf.join(', ')}), unread: also what workers do not survive. To leave that here, send messages back instead.`}
      footer={
        <>
          <Button onClick={onClose} disabled={start.isPending}>
            Cancel
          </Button>
          <Button look="primary" type="submit" form={id} disabled={start.isPending}>
            {start.isPending ? 'Starting…' : 'Redrive queue'}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit}>
        <WholeNumberField
          id={`${id}-speed`}
          label="At most a second"
          hint="Empty: SQS chooses"
          ok={perSecond !== undefined}
          most={fastest}
          value={speed}
          onChange={setSpeed}
        />
        {start.error && (
          <Notice tone="danger" className="mt-3">
            {errorSentence(start.error)}
          </Notice>
        )}
      </form>
    </Dialog>
  )
}
