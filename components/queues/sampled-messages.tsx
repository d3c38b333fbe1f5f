'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { errorSentence } from '@/lib/client/api-error'
import { resendMessages } from '@/lib/client/mutations/queue-actions'
import { queuesKey } from '@/lib/client/queries/queues'
import type { Ability } from '@/lib/contract/common'
import type { QueueSampleAnswer, ResendOutcome, SampledMessage } from '@/lib/contract/queue-actions'
import type { Queue } from '@/lib/contract/queues'
import { AbilityButton } from './ability-button'
import { EditMessageDialog } from './edit-message-dialog'
import { SampledMessageRow } from './sampled-message'

type Props = { answer: QueueSampleAnswer; queue: Queue; app: string | null; ability: Ability | undefined }

/** The messages that were received; those that belong elsewhere can be sent there, as they are or edited. */
export function SampledMessages({ answer: { items, effect }, queue, app, ability }: Props) {
  const canGo = (message: SampledMessage) => queue.deadLetterOf.length > 0 || message.goesTo !== null
  const [editing, setEditing] = useState<SampledMessage | null>(null)
  const client = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, ResendOutcome>>(new Map())
  const resend = useMutation({
    mutationFn: (messageIds: string[]) => resendMessages(app, queue.name, { messageIds }),
    onSuccess: ({ items: done }) => show(done),
  })
  async function show(done: ResendOutcome[]) {
    setOutcomes(new Map([...outcomes, ...done.map((item) => [item.messageId, item] as const)]))
    setChosen(new Set())
    await client.invalidateQueries({ queryKey: queuesKey })
  }
  const choose = (messageId: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(messageId)
    else next.delete(messageId)
    setChosen(next)
  }
  return (
    <div className="flex flex-col gap-3">
      <Notice>{effect}</Notice>
      {items.length > 0 && (
        <ul className="border-line border-t" aria-label="Sampled messages">
          {items.map((message) => (
            <SampledMessageRow
              key={message.messageId}
              message={message}
              app={app}
              chosen={chosen.has(message.messageId)}
              onChoose={canGo(message) ? (on) => choose(message.messageId, on) : null}
              onEdit={() => setEditing(message)}
              ability={ability}
              outcome={outcomes.get(message.messageId) ?? null}
            />
          ))}
        </ul>
      )}
      {items.some(canGo) && (
        <div className="flex flex-wrap items-center gap-3">
          <AbilityButton
            ability={ability}
            disabled={chosen.size === 0 || resend.isPending}
            onClick={() => resend.mutate([...chosen])}
          >
            {resend.isPending ? 'Sending…' : chosen.size > 0 ? `Send ${chosen.size} back` : 'Send back'}
          </AbilityButton>
          <p className="text-muted text-small">
            Byte for byte, each to where it died; deleted here once it was sent. What a worker would not survive is
            refused.
          </p>
        </div>
      )}
      {resend.error && <Notice tone="danger">{errorSentence(resend.error)}</Notice>}
      {editing && (
        <EditMessageDialog
          message={editing}
          queueName={queue.name}
          app={app}
          onClose={() => setEditing(null)}
          onSent={(outcome) => {
            setEditing(null)
            void show([outcome])
          }}
        />
      )}
    </div>
  )
}
