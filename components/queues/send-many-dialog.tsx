'use client'

import { type FormEvent, useId, useState } from 'react'
import { Field } from '@/components/task/field'
import { focusFault } from '@/components/task/focus-fault'
import { SuggestInput } from '@/components/task/suggest-input'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { ProgressBar } from '@/components/ui/progress-bar'
import { TextInput } from '@/components/ui/text-input'
import { errorSentence } from '@/lib/client/api-error'
import type { ResendOutcome } from '@/lib/contract/queue-actions'
import type { Queue } from '@/lib/contract/queues'
import { OutcomeList } from './outcome-list'
import { isSent, parseWhole } from './send-many.model'
import { useSendMany } from './use-send-many'

type Props = {
  queue: Queue
  app: string | null
  /** Task types that were seen in the queue. */
  names: string[]
  onOutcomes: (items: ResendOutcome[]) => void
  onClose: () => void
}

const most = 10_000
const fastest = 100

/** Sends the first so many messages of a queue back, all or those of one task type; shows how far it is, and stops. */
export function SendManyDialog({ queue, app, names, onOutcomes, onClose }: Props) {
  const id = useId()
  const [form, setForm] = useState({
    count: String(Math.min(Math.max(queue.visible, 1), 100)),
    name: '',
    to: '',
    perSecond: '',
    reason: '',
  })
  const { run, error, start, stop, stopping } = useSendMany(app, queue.name, onOutcomes)
  const running = run !== null && run.end === null
  const count = parseWhole(form.count, most)
  const perSecond = parseWhole(form.perSecond, fastest)
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!count || perSecond === undefined) return focusFault(event.currentTarget)
    void start({ count, perSecond, name: form.name.trim(), to: form.to.trim(), reason: form.reason.trim() })
  }

  const outcomes = [...(run?.outcomes.values() ?? [])]
  const refused = outcomes.filter((outcome) => !isSent(outcome)).length
  return (
    <Dialog
      open
      width="wide"
      locked={running}
      onOpenChange={(open) => !open && onClose()}
      title={`Send messages of ${queue.name} ${queue.deadLetterOf.length > 0 ? 'back' : 'elsewhere'}`}
      description="Byte for byte, one after the other; each is deleted here once SQS has taken the new one. What no worker would survive is refused and stays."
      footer={
        running ? (
          <Button onClick={stop} disabled={stopping} autoFocus>
            {stopping ? 'Stopping…' : 'Stop'}
          </Button>
        ) : run ? (
          <Button onClick={onClose} autoFocus>
            Close
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" type="submit" form={id}>
              Send back
            </Button>
          </>
        )
      }
    >
      {error !== null && (
        <Notice tone="danger" className="mb-3">
          {errorSentence(error)}
        </Notice>
      )}
      {run ? (
        <div className="flex flex-col gap-3">
          <p role="status" className="text-list">
            <strong className="font-semibold tabular-nums">{formatNumber(run.sent)}</strong> of at most{' '}
            {formatNumber(run.wish.count)} sent back{refused > 0 && `, ${formatNumber(refused)} not`}.{' '}
            {running ? (stopping ? 'Stopping after this call.' : 'Going on.') : run.end}
          </p>
          <ProgressBar label="Messages sent back" value={run.sent} max={run.wish.count} className="w-full" />
          <OutcomeList outcomes={outcomes} app={app} />
        </div>
      ) : (
        <form id={id} onSubmit={submit} className="flex flex-col gap-2">
          <div className="grid gap-x-4 sm:grid-cols-[1fr_160px_160px]">
            <Field id={`${id}-name`} label="Task type" hint="Empty: all of them">
              <SuggestInput
                id={`${id}-name`}
                app={app}
                kind="name"
                value={form.name}
                onChange={(name) => change({ name })}
                invalid={false}
                placeholder="all types"
                more={names}
                autoFocus
              />
            </Field>
            <NumberField
              id={`${id}-count`}
              label="How many"
              hint={queue.visible === 0 ? 'None seems to wait' : `≈${formatNumber(queue.visible)} wait here`}
              fault={count ? null : `A whole number up to ${formatNumber(most)}`}
              value={form.count}
              onChange={(value) => change({ count: value })}
            />
            <NumberField
              id={`${id}-pace`}
              label="At most a second"
              hint="Empty: as fast as it goes"
              fault={perSecond === undefined ? `A whole number up to ${fastest}` : null}
              value={form.perSecond}
              onChange={(value) => change({ perSecond: value })}
            />
          </div>
          <div className="grid gap-x-4 sm:grid-cols-2">
            <Field id={`${id}-to`} label="Queue" hint="Empty: where each died, or the one it names">
              <SuggestInput
                id={`${id}-to`}
                app={app}
                kind="queue"
                value={form.to}
                onChange={(to) => change({ to })}
                invalid={false}
                placeholder={queue.deadLetterOf.join(', ')}
              />
            </Field>
            <Field id={`${id}-reason`} label="Reason" hint="Kept in the activity log">
              <TextInput
                id={`${id}-reason`}
                maxLength={500}
                aria-describedby={`${id}-reason-note`}
                value={form.reason}
                onChange={(event) => change({ reason: event.target.value })}
              />
            </Field>
          </div>
          {queue.deadLetter && (
            <Notice tone="warn">
              What is received and not sent is one receive older; after {queue.maxReceiveCount} it goes to{' '}
              {queue.deadLetter.name}.
            </Notice>
          )}
        </form>
      )}
    </Dialog>
  )
}

function NumberField(props: {
  id: string
  label: string
  hint: string
  fault: string | null
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Field id={props.id} label={props.label} hint={props.hint} fault={props.fault}>
      <TextInput
        id={props.id}
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={props.fault !== null}
        aria-describedby={`${props.id}-note`}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Field>
  )
}
