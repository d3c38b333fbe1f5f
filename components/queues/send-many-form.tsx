'use client'

import { type FormEvent, useState } from 'react'
import { Field } from '@/components/task/field'
import { focusFault } from '@/components/task/focus-fault'
import { SuggestInput } from '@/components/task/suggest-input'
import { Checkbox } from '@/components/ui/checkbox'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import type { Queue } from '@/lib/contract/queues'
import { type ManyWish, parseWhole } from './send-many.model'
import { WholeNumberField } from './whole-number-field'

type Props = {
  id: string
  queue: Queue
  app: string | null
  /** Task types that were seen in the queue. */
  names: string[]
  onSubmit: (wish: ManyWish) => void
}

const most = 10_000
const fastest = 100

/** How many messages of which type go back, how fast, and why. */
export function SendManyForm({ id, queue, app, names, onSubmit }: Props) {
  const [form, setForm] = useState({
    count: String(Math.min(Math.max(queue.visible, 1), 100)),
    name: '',
    to: '',
    perSecond: '',
    withoutExpiry: false,
    reason: '',
  })
  const count = parseWhole(form.count, most)
  const perSecond = parseWhole(form.perSecond, fastest)
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!count || perSecond === undefined) return focusFault(event.currentTarget)
    const { name, to, reason, withoutExpiry } = form
    onSubmit({ count, perSecond, withoutExpiry, name: name.trim(), to: to.trim(), reason: reason.trim() })
  }

  return (
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
        <WholeNumberField
          id={`${id}-count`}
          label="How many"
          hint={queue.visible === 0 ? 'None seems to wait' : `≈${formatNumber(queue.visible)} wait here`}
          ok={Boolean(count)}
          most={most}
          value={form.count}
          onChange={(value) => change({ count: value })}
        />
        <WholeNumberField
          id={`${id}-pace`}
          label="At most a second"
          hint="Empty: as fast as it goes"
          ok={perSecond !== undefined}
          most={fastest}
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
      <label htmlFor={`${id}-expiry`} className="flex items-center gap-2 text-list">
        <Checkbox
          id={`${id}-expiry`}
          checked={form.withoutExpiry}
          onChange={(event) => change({ withoutExpiry: event.target.checked })}
        />
        Without their expiry: what has expired is refused otherwise
      </label>
      {queue.deadLetter && (
        <Notice tone="warn">
          What is received and not sent is one receive older; after {queue.maxReceiveCount} it goes to{' '}
          {queue.deadLetter.name}.
        </Notice>
      )}
    </form>
  )
}
