'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { errorSentence } from '@/lib/client/api-error'
import { taskHref } from '@/lib/client/hrefs'
import { useSendTask } from '@/lib/client/mutations/send-task'
import { ArgumentsField } from './arguments-field'
import { focusFault } from './focus-fault'
import { QueueAndCountdown } from './queue-and-countdown'
import { emptySendForm, newTaskOf, type SendForm, sendFaults } from './send.model'
import { announceSent } from './sent-toast'
import { TaskNameField } from './task-name-field'

export type SendProps = {
  app: string | null
  open: boolean
  onOpenChange: (open: boolean) => void
  /** What is already known: the name of a type, the arguments of a task that was forgotten. */
  initial?: Partial<SendForm>
}

/** Sends a task by name. Nothing checks that a worker knows it: Celery has no list of tasks over SQS. */
export function SendTaskForm({ app, onOpenChange, initial }: SendProps) {
  const id = useId()
  const router = useRouter()
  const [form, setForm] = useState<SendForm>({ ...emptySendForm, ...initial })
  const [tried, setTried] = useState(false)
  const send = useSendTask(app)
  const faults = sendFaults(form)
  const change = (part: Partial<SendForm>) => setForm({ ...form, ...part })
  const shown = (fault: string | null) => (tried ? fault : null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    const task = newTaskOf(form)
    if (!task) return focusFault(event.currentTarget)
    send.mutate(task, {
      onSuccess: ({ taskId, queue }) => {
        onOpenChange(false)
        const sent = { taskId, queue, sentAtMs: Date.now(), retryOf: null, delaySeconds: task.countdown ?? 0 }
        announceSent(sent, () => router.push(taskHref(app, taskId)))
      },
    })
  }

  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width="wide"
      locked={send.isPending}
      title="Send task"
      description="A worker that does not know the name answers with FAILURE NotRegistered and leaves the message in the queue."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)} disabled={send.isPending}>
            Cancel
          </Button>
          <Button look="primary" type="submit" form={id} disabled={send.isPending}>
            {send.isPending ? 'Sending…' : 'Send task'}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex flex-col gap-2">
        {send.error && <Notice tone="danger">{errorSentence(send.error)}</Notice>}
        <TaskNameField
          id={`${id}-name`}
          app={app}
          value={form.name}
          onChange={(name) => change({ name })}
          fault={shown(faults.name)}
          autoFocus={form.name === ''}
        />
        <ArgumentsField
          id={`${id}-args`}
          label="Positional arguments"
          value={form.args}
          onChange={(args) => change({ args })}
          fault={faults.args}
          placeholder="A list, such as []"
        />
        <ArgumentsField
          id={`${id}-kwargs`}
          label="Keyword arguments"
          value={form.kwargs}
          onChange={(kwargs) => change({ kwargs })}
          fault={faults.kwargs}
          placeholder="A mapping, such as {}"
        />
        <QueueAndCountdown
          id={id}
          app={app}
          queue={form.queue}
          countdown={form.countdown}
          queueFault={shown(faults.queue)}
          countdownFault={faults.countdown}
          onChange={change}
        />
      </form>
    </Dialog>
  )
}
