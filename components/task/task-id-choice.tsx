import clsx from 'clsx'
import { useId } from 'react'
import type { TaskDetail } from '@/lib/contract/tasks'

type Choice = 'new' | 'same'

/** The one real decision of a retry: who will see its result. */
export function TaskIdChoice(props: { task: TaskDetail; value: Choice; onChange: (value: Choice) => void }) {
  const { task, value, onChange } = props
  const same = task.retryable.sameIdReason
  const waiting = task.groupId !== null || task.parentId !== null
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-semibold text-list">Task id</legend>
      <Option value="new" label="New id" chosen={value} onChange={onChange}>
        A clean second run, linked to this one. Whoever waits on the old id does not see it.
      </Option>
      <Option value="same" label="Same id" chosen={value} onChange={onChange} disabled={same !== null}>
        {same ??
          (waiting
            ? 'Replaces this result. The group, chord or parent that waits on this id sees the new one.'
            : 'Replaces this result. Whoever waits on this id sees the new one.')}
      </Option>
    </fieldset>
  )
}

function Option(props: {
  value: Choice
  label: string
  chosen: Choice
  disabled?: boolean
  onChange: (value: Choice) => void
  children: string
}) {
  const id = useId()
  return (
    <label
      htmlFor={id}
      className={clsx(
        'flex gap-2.5 rounded border px-3 py-2 text-list',
        props.chosen === props.value ? 'border-line-strong bg-subtle' : 'border-line',
        props.disabled ? 'cursor-not-allowed' : 'cursor-pointer hover:border-line-strong',
      )}
    >
      <input
        id={id}
        type="radio"
        name="task-id"
        className="mt-0.5 size-3.5 accent-(--accent)"
        checked={props.chosen === props.value}
        disabled={props.disabled}
        onChange={() => props.onChange(props.value)}
      />
      <span>
        <span className={clsx('block font-semibold', props.disabled && 'text-muted')}>{props.label}</span>
        <span className="block text-muted">{props.children}</span>
      </span>
    </label>
  )
}
