'use client'

import { type FormEvent, useId, useState } from 'react'
import { InertText } from '@/components/json/inert-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatBytes } from '@/components/ui/format-bytes'
import { Notice } from '@/components/ui/notice'
import { errorSentence } from '@/lib/client/api-error'
import { useRetryTask } from '@/lib/client/mutations/retry-task'
import type { JsonValue, SentTask, TaskDetail } from '@/lib/contract/tasks'
import { parseCountdown, type TextFault } from './arguments.model'
import { ArgumentsField } from './arguments-field'
import { focusFault } from './focus-fault'
import { QueueAndCountdown } from './queue-and-countdown'
import {
  changedParts,
  hasFaults,
  isEditable,
  type RetryForm,
  retryChange,
  retryFaults,
  retryFormOf,
} from './retry.model'
import { TaskIdChoice } from './task-id-choice'
import { TaskNameField } from './task-name-field'

type Props = {
  task: TaskDetail
  app: string | null
  open: boolean
  /** The id chosen at first. */
  taskId: RetryForm['taskId']
  onOpenChange: (open: boolean) => void
  onSent: (sent: SentTask, delaySeconds: number) => void
}

/** Sends a task again, as it was or with changes. It opens afresh each time: what was typed last time is gone. */
export function RetryDialog(props: Props) {
  return props.open ? <OpenRetryDialog {...props} /> : null
}

function OpenRetryDialog({ task, app, taskId, onOpenChange, onSent }: Props) {
  const id = useId()
  const [form, setForm] = useState((): RetryForm => ({ ...retryFormOf(task), taskId }))
  const [tried, setTried] = useState(false)
  const retry = useRetryTask(app)
  const faults = retryFaults(form, task)
  const change = (part: Partial<RetryForm>) => setForm({ ...form, ...part })
  // A field that was never touched is not blamed before somebody tries to send.
  const shown = (fault: string | null) => (tried ? fault : null)
  const shownText = (fault: TextFault | null, text: string) => (tried || text !== '' ? fault : null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (hasFaults(faults)) return focusFault(event.currentTarget)
    const countdown = parseCountdown(form.countdown)
    retry.mutate(
      { taskId: task.taskId, change: retryChange(form, task) },
      { onSuccess: (sent) => onSent(sent, countdown.ok ? (countdown.seconds ?? 0) : 0) },
    )
  }

  const quick = task.retryable.missing.length === 0
  const edits = changedParts(retryChange(form, task))
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      width="wide"
      locked={retry.isPending}
      title={
        task.name === null ? (
          'Retry task'
        ) : (
          <>
            Retry <InertText text={task.name} oneLine />
          </>
        )
      }
      description="Sends a new message to SQS. It starts at the first attempt; callbacks and the rest of a chain are not stored and not sent."
      footer={
        <>
          <span className="mr-auto self-center text-muted text-small">
            {task.retryable.missing.length > 0
              ? ''
              : edits.length === 0
                ? 'Sent as it was'
                : `Changed: ${edits.join(', ')}`}
          </span>
          <Button onClick={() => onOpenChange(false)} disabled={retry.isPending}>
            Cancel
          </Button>
          {/* In focus: `r`, then Enter, is the quick way through this dialog. */}
          <Button look="primary" type="submit" form={id} disabled={retry.isPending} autoFocus={quick}>
            {retry.isPending ? 'Sending…' : 'Send task'}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex flex-col gap-2">
        {task.retryable.caution && <Notice tone="warn">{task.retryable.caution}</Notice>}
        {retry.error && <Notice tone="danger">{errorSentence(retry.error)}</Notice>}
        {task.name === null && (
          <TaskNameField
            id={`${id}-name`}
            app={app}
            value={form.name}
            onChange={(name) => change({ name })}
            fault={shown(faults.name)}
            hint="Not stored with this result"
            autoFocus
          />
        )}
        <StoredArguments
          id={`${id}-args`}
          label="Positional arguments"
          stored={task.args}
          text={form.args}
          original={retryFormOf(task).args}
          placeholder="A list, such as []"
          fault={shownText(faults.args, form.args)}
          onChange={(args) => change({ args })}
        />
        <StoredArguments
          id={`${id}-kwargs`}
          label="Keyword arguments"
          stored={task.kwargs}
          text={form.kwargs}
          original={retryFormOf(task).kwargs}
          placeholder="A mapping, such as {}"
          fault={shownText(faults.kwargs, form.kwargs)}
          onChange={(kwargs) => change({ kwargs })}
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
        <TaskIdChoice task={task} value={form.taskId} onChange={(taskId) => change({ taskId })} />
      </form>
    </Dialog>
  )
}

function StoredArguments(props: {
  id: string
  label: string
  stored: JsonValue | null
  text: string
  original: string
  placeholder: string
  fault: TextFault | null
  onChange: (text: string) => void
}) {
  if (props.stored && !isEditable(props.stored))
    return (
      <p className="py-1 text-list">
        <span className="font-semibold">{props.label}</span>{' '}
        <span className="text-muted">
          are too long to edit here ({formatBytes(props.stored.sizeBytes)}) and are sent as they are stored.
        </span>
      </p>
    )
  return (
    <ArgumentsField
      id={props.id}
      label={props.label}
      value={props.text}
      onChange={props.onChange}
      fault={props.fault}
      original={props.stored ? props.original : undefined}
      placeholder={props.placeholder}
    />
  )
}
