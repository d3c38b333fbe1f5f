import { Field } from '@/components/task/field'
import { formatNumber } from '@/components/ui/format-number'
import { TextInput } from '@/components/ui/text-input'

type Props = {
  id: string
  label: string
  hint: string
  /** Whether the text is a number that can be taken. */
  ok: boolean
  most: number
  value: string
  onChange: (value: string) => void
}

/** A whole number, typed. */
export function WholeNumberField({ id, label, hint, ok, most, value, onChange }: Props) {
  return (
    <Field id={id} label={label} hint={hint} fault={ok ? null : `A whole number up to ${formatNumber(most)}`}>
      <TextInput
        id={id}
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={!ok}
        aria-describedby={`${id}-note`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}
