'use client'

import { useQuery } from '@tanstack/react-query'
import { TextInput } from '@/components/ui/text-input'
import { queuesQuery } from '@/lib/client/queries/queues'
import { Field } from './field'
import { SuggestInput } from './suggest-input'

type Props = {
  id: string
  app: string | null
  queue: string
  countdown: string
  queueFault: string | null
  countdownFault: string | null
  onChange: (change: { queue?: string; countdown?: string }) => void
}

/** Where a task goes, and how long a worker waits before it runs it. */
export function QueueAndCountdown(props: Props) {
  const { id, app, queue, countdown, queueFault, countdownFault, onChange } = props
  const queues = useQuery(queuesQuery(app))
  const found = queues.data?.items.find((one) => one.name === queue)
  return (
    <div className="grid gap-x-4 sm:grid-cols-[1fr_160px]">
      <Field
        id={`${id}-queue`}
        label="Queue"
        fault={queueFault}
        hint={found ? `${found.visible > 0 ? '≈' : ''}${found.visible} waiting` : 'Celery’s name of the queue'}
      >
        <SuggestInput
          id={`${id}-queue`}
          app={app}
          kind="queue"
          value={queue}
          onChange={(value) => onChange({ queue: value })}
          invalid={queueFault !== null}
          placeholder="celery"
          more={queues.data?.items.map((one) => one.name)}
        />
      </Field>
      <Field id={`${id}-countdown`} label="Countdown" fault={countdownFault} hint="Seconds before it runs">
        <TextInput
          id={`${id}-countdown`}
          inputMode="decimal"
          value={countdown}
          onChange={(event) => onChange({ countdown: event.target.value })}
          aria-invalid={countdownFault !== null}
          aria-describedby={`${id}-countdown-note`}
          placeholder="0"
          autoComplete="off"
        />
      </Field>
    </div>
  )
}
