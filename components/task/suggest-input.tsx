'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { TextInput } from '@/components/ui/text-input'
import { suggestionsQuery } from '@/lib/client/queries/suggestions'
import type { SuggestionKind } from '@/lib/contract/values'

type Props = {
  id: string
  app: string | null
  kind: SuggestionKind
  value: string
  onChange: (value: string) => void
  invalid: boolean
  placeholder?: string
  autoFocus?: boolean
  /** Offered besides what the index knows. */
  more?: string[]
}

/** A text field that offers what the index has seen; anything else may be typed. */
export function SuggestInput({ id, app, kind, value, onChange, invalid, placeholder, autoFocus, more = [] }: Props) {
  const prefix = useDeferredValue(value)
  const known = useQuery({ ...suggestionsQuery(app, kind, prefix), placeholderData: (previous) => previous })
  const values = [...new Set([...(known.data?.values ?? []), ...more])]
  return (
    <>
      <TextInput
        id={id}
        list={`${id}-list`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={invalid}
        aria-describedby={`${id}-note`}
        placeholder={placeholder}
        autoFocus={autoFocus}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="font-mono text-[13px]!"
      />
      <datalist id={`${id}-list`}>
        {values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  )
}
