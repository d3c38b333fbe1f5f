'use client'

import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { TextInput } from '@/components/ui/text-input'
import type { BulkKind } from '@/lib/contract/bulk'

export type Options = { speed: string; archive: boolean; reason: string }
export const noOptions: Options = { speed: '', archive: false, reason: '' }

type Props = {
  kind: BulkKind
  options: Options
  onChange: (options: Options) => void
  /** null where no archive is configured. */
  archiveDays: number | null
  badSpeed: boolean
}

/** How fast, whether a copy is kept, and why. All of it may stay as it is. */
export function BulkOptions({ kind, options, onChange, archiveDays, badSpeed }: Props) {
  const id = useId()
  return (
    <div className="mt-4 flex flex-wrap items-start gap-x-4 gap-y-3 text-list">
      <label htmlFor={`${id}reason`} className="min-w-48 flex-1">
        Reason
        <TextInput
          id={`${id}reason`}
          maxLength={500}
          placeholder="Kept in the activity log"
          className="mt-1"
          value={options.reason}
          onChange={(event) => onChange({ ...options, reason: event.target.value })}
        />
      </label>
      <label htmlFor={`${id}speed`} className="w-40">
        At most a second
        <TextInput
          id={`${id}speed`}
          inputMode="numeric"
          placeholder="No limit"
          className="mt-1"
          aria-invalid={badSpeed}
          aria-describedby={badSpeed ? `${id}bad` : undefined}
          value={options.speed}
          onChange={(event) => onChange({ ...options, speed: event.target.value })}
        />
        {badSpeed && (
          <span id={`${id}bad`} className="text-danger text-small">
            A whole number from 1 to 10,000
          </span>
        )}
      </label>
      {kind === 'forget' && archiveDays !== null && (
        <label htmlFor={`${id}archive`} className="flex w-full items-center gap-2">
          <Checkbox
            id={`${id}archive`}
            checked={options.archive}
            onChange={(event) => onChange({ ...options, archive: event.target.checked })}
          />
          Copy to the archive first: can be restored for {archiveDays} days
        </label>
      )}
    </div>
  )
}
