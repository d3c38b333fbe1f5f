'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { InertText } from '@/components/json/inert-text'
import type { TextFault } from '@/components/task/arguments.model'
import { ArgumentsField } from '@/components/task/arguments-field'
import { focusFault } from '@/components/task/focus-fault'
import { QueueAndCountdown } from '@/components/task/queue-and-countdown'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { errorSentence } from '@/lib/client/api-error'
import { resendMessages } from '@/lib/client/mutations/queue-actions'
import type { ResendOutcome, SampledMessage } from '@/lib/contract/queue-actions'
import { isSent } from '@/lib/contract/values'
import { changedParts, hasExpired, messageFaults, messageFormOf, resendOf } from './edit-message.model'
import { KeptParts } from './kept-parts'

type Props = {
  message: SampledMessage
  queueName: string
  app: string | null
  onClose: () => void
  /** It left its queue, or is in both. */
  onSent: (outcome: ResendOutcome) => void
}

/** Sends one message back with other arguments, to another queue or later; the rest of it stays to the letter. */
export function EditMessageDialog({ message, queueName, app, onClose, onSent }: Props) {
  const id = useId()
  const [openedMs] = useState(Date.now)
  const [form, setForm] = useState(() => messageFormOf(message, openedMs))
  const [tried, setTried] = useState(false)
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const faults = messageFaults(form, message)
  const request = resendOf(form, message)
  const changed = changedParts(request)
  const send = useMutation({
    mutationFn: () => resendMessages(app, queueName, request),
    onSuccess: ({ items: [outcome] }) => {
      if (outcome && isSent(outcome)) onSent(outcome)
    },
  })
  const [outcome] = send.data?.items ?? []
  const shown = (fault: TextFault | null, text: string) => (tried || text !== '' ? fault : null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (Object.values(faults).some((fault) => fault !== null)) return focusFault(event.currentTarget)
    send.mutate()
  }

  return (
    <Dialog
      open
      width="wide"
      locked={send.isPending}
      onOpenChange={(open) => !open && onClose()}
      title={
        <>
          Edit and send <InertText text={message.name ?? 'message'} oneLine />
        </>
      }
      description={`Sent as a new message, then deleted from ${queueName}. What you do not change stays to the letter.`}
      footer={
        <>
          <span className="mr-auto self-center text-muted text-small">
            {changed.length === 0 ? 'Sent as it is' : `Changed: ${changed.join(', ')}`}
          </span>
          <Button onClick={onClose} disabled={send.isPending}>
            Cancel
          </Button>
          <Button look="primary" type="submit" form={id} disabled={send.isPending}>
            {send.isPending ? 'Sending…' : 'Send message'}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex flex-col gap-2">
        {send.error && <Notice tone="danger">{errorSentence(send.error)}</Notice>}
        {outcome?.why && <Notice tone={outcome.outcome === 'duplicate' ? 'warn' : 'danger'}>{outcome.why}</Notice>}
        <KeptParts message={message} />
        {message.argumentsCut ? (
          <p className="py-1 text-list text-muted">Its arguments are too long to edit here and are sent as they are.</p>
        ) : (
          (['args', 'kwargs'] as const).map((part) => (
            <ArgumentsField
              key={part}
              id={`${id}-${part}`}
              label={part === 'args' ? 'Positional arguments' : 'Keyword arguments'}
              value={form[part]}
              original={messageFormOf(message, openedMs)[part]}
              onChange={(text) => change({ [part]: text })}
              fault={shown(faults[part], form[part])}
              placeholder={part === 'args' ? 'A list, such as []' : 'A mapping, such as {}'}
            />
          ))
        )}
        <QueueAndCountdown
          id={id}
          app={app}
          queue={form.queue}
          countdown={form.countdown}
          queueFault={tried ? faults.queue : null}
          countdownFault={faults.countdown}
          onChange={change}
        />
        {message.expires !== null && (
          <label htmlFor={`${id}-expiry`} className="flex items-start gap-2 text-list">
            <Checkbox
              id={`${id}-expiry`}
              checked={form.withoutExpiry}
              className="mt-1"
              onChange={(event) => change({ withoutExpiry: event.target.checked })}
            />
            <span>
              Without its expiry
              <span className="block text-muted">
                {hasExpired(message, openedMs) ? 'It expired at ' : 'It expires at '}
                <InertText text={message.expires} oneLine />: after that a worker stores REVOKED and does not run it,
                nor what follows.
              </span>
            </span>
          </label>
        )}
      </form>
    </Dialog>
  )
}
