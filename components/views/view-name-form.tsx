'use client'

import { type FormEvent, useId, useState } from 'react'
import { Field } from '@/components/task/field'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextInput } from '@/components/ui/text-input'
import { errorSentence } from '@/lib/client/api-error'
import { useChangeViews, type ViewChange } from '@/lib/client/mutations/change-views'
import type { View, ViewRequest } from '@/lib/contract/views'

export type ViewNameProps = {
  app: string | null
  title: string
  verb: string
  initialName: string
  /** What to send for the name that was typed. */
  changeOf: (name: string) => ViewChange & { request: ViewRequest }
  onClose: () => void
  onDone: (view: View) => void
}

/** Asks for the name of a view. What the server says of it stands under the field. */
export function ViewNameForm(props: ViewNameProps) {
  const { app, title, verb, initialName, changeOf, onClose, onDone } = props
  const id = useId()
  const [name, setName] = useState(initialName)
  const change = useChangeViews(app)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '' || change.isPending) return
    change.mutate(changeOf(name.trim()), { onSuccess: (view) => view && onDone(view) })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      description="Everybody who uses this dashboard sees it under Views."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} look="primary" disabled={name.trim() === '' || change.isPending}>
            {change.isPending ? 'Saving…' : verb}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit}>
        <Field id={`${id}-name`} label="Name" fault={change.error && errorSentence(change.error)}>
          <TextInput
            id={`${id}-name`}
            value={name}
            maxLength={80}
            autoFocus
            autoComplete="off"
            aria-invalid={change.error !== null}
            aria-describedby={`${id}-name-note`}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setName(event.target.value)
              if (change.error) change.reset()
            }}
          />
        </Field>
      </form>
    </Dialog>
  )
}
