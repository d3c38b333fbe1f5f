'use client'

import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Notice } from '@/components/ui/notice'
import { errorSentence } from '@/lib/client/api-error'
import { resendMessages } from '@/lib/client/mutations/queue-actions'
import type { Ability } from '@/lib/contract/common'
import type { QueueSampleAnswer, ResendOutcome, SampledMessage } from '@/lib/contract/queue-actions'
import type { Queue } from '@/lib/contract/queues'
import { isSent } from '@/lib/contract/values'
import { AbilityButton } from './ability-button'
import { EditMessageDialog } from './edit-message-dialog'
import { SampledMessageRow } from './sampled-message'

type Props = {
  answer: QueueSampleAnswer
  queue: Queue
  app: string | null
  ability: Ability | undefined
  outcomes: ReadonlyMap<string, ResendOutcome>
  onOutcomes: (items: ResendOutcome[]) => void
}

/** The messages that were received; those that belong elsewhere can be sent there, as they are or edited. */
export function SampledMessages({ answer: { items, effect }, queue, app, ability, outcomes, onOutcomes }: Props) {
  const id = useId()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [editing, setEditing] = useState<SampledMessage | null>(null)
  const belongsElsewhere = ({ goesTo }: SampledMessage) => queue.deadLetterOf.length > 0 || goesTo !== null
  const outcomeOf = ({ messageId }: SampledMessage) => outcomes.get(messageId) ?? null
  const isGone = (message: SampledMessage) => isSent(outcomeOf(message))
  const canGo = (message: SampledMessage) =>
    belongsElsewhere(message) && message.resendRefusal === null && !isGone(message)
  const sendable = items.filter(canGo)
  const chosen = sendable.filter(({ messageId }) => picked.has(messageId))
  const resend = useMutation({
    mutationFn: () => resendMessages(app, queue.name, { messageIds: chosen.map(({ messageId }) => messageId) }),
    onSuccess: ({ items: done }) => {
      setPicked(new Set())
      onOutcomes(done)
    },
  })
  const pick = (messages: SampledMessage[], on: boolean) => {
    const next = new Set(picked)
    for (const { messageId } of messages) {
      if (on) next.add(messageId)
      else next.delete(messageId)
    }
    setPicked(next)
  }
  return (
    <div className="flex flex-col gap-3">
      <Notice>{effect}</Notice>
      {items.length > 0 && (
        <div>
          {items.some(belongsElsewhere) && (
            <label htmlFor={`${id}-all`} className="flex min-h-8 items-center gap-3 text-list text-muted">
              <Checkbox
                id={`${id}-all`}
                checked={chosen.length > 0 && chosen.length === sendable.length}
                indeterminate={chosen.length > 0 && chosen.length < sendable.length}
                disabled={sendable.length === 0}
                onChange={(event) => pick(sendable, event.target.checked)}
              />
              All that can be sent
            </label>
          )}
          <ul className="border-line border-t" aria-label="Sampled messages">
            {items.map((message) => (
              <SampledMessageRow
                key={message.messageId}
                message={message}
                app={app}
                ability={ability}
                choice={
                  belongsElsewhere(message)
                    ? { chosen: chosen.includes(message), possible: canGo(message), gone: isGone(message) }
                    : null
                }
                onChoose={(on) => pick([message], on)}
                onEdit={() => setEditing(message)}
                outcome={outcomeOf(message)}
              />
            ))}
          </ul>
        </div>
      )}
      {items.some(belongsElsewhere) && (
        <div className="flex flex-wrap items-center gap-3">
          <AbilityButton
            ability={ability}
            disabled={chosen.length === 0 || resend.isPending}
            onClick={() => resend.mutate()}
          >
            {resend.isPending ? 'Sending…' : chosen.length > 0 ? `Send ${chosen.length} back` : 'Send back'}
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
            onOutcomes([outcome])
          }}
        />
      )}
    </div>
  )
}
