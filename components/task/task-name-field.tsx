import { Field } from './field'
import { SuggestInput } from './suggest-input'

/** The name of a task type, with those that were seen. `fault`: said once somebody tried to send it. */
export function TaskNameField(props: {
  id: string
  app: string | null
  value: string
  onChange: (name: string) => void
  fault: string | null
  hint?: string
  autoFocus: boolean
}) {
  const { id, app, value, onChange, fault, hint, autoFocus } = props
  return (
    <Field id={id} label="Task name" hint={hint} fault={fault}>
      <SuggestInput
        id={id}
        app={app}
        kind="name"
        value={value}
        onChange={onChange}
        invalid={fault !== null}
        placeholder="app.mail.send_welcome"
        autoFocus={autoFocus}
      />
    </Field>
  )
}
