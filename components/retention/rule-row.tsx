'use client'

import { ArrowDown, ArrowUp, X } from 'lucide-react'
import Link from 'next/link'
import { useId } from 'react'
import { SuggestInput } from '@/components/task/suggest-input'
import { Bytes } from '@/components/ui/bytes'
import { formatCount } from '@/components/ui/format-number'
import { IconButton } from '@/components/ui/icon-button'
import { Money } from '@/components/ui/money'
import { TextInput } from '@/components/ui/text-input'
import { tasksHref } from '@/lib/client/task-search'
import type { RetentionPreview } from '@/lib/contract/retention'
import { filterLimits } from '@/lib/contract/values'
import { type DraftRule, offeredStates, ruleOf } from './rules.model'

type Props = {
  app: string | null
  number: number
  rule: DraftRule
  last: boolean
  disabled: boolean
  preview: RetentionPreview['rules'][number] | undefined
  /** Another rule is wrong, so none can be counted. */
  waits: boolean
  onChange: (rule: DraftRule) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
}

/** One rule: whom it fits, how long it keeps, and what it would forget now. */
export function RuleRow(props: Props) {
  const { app, number, rule, last, disabled, preview, waits, onChange, onMove, onRemove } = props
  const id = useId()
  const bad = ruleOf(rule) === null
  return (
    <li className="border-line border-b py-3">
      <fieldset disabled={disabled} className="flex flex-wrap items-end gap-x-3 gap-y-2 text-list">
        <legend className="sr-only">Rule {number}</legend>
        <span aria-hidden="true" className="w-5 pb-1.5 text-right text-muted tabular-nums max-md:hidden">
          {number}
        </span>
        <label htmlFor={`${id}state`} className="w-36 max-md:flex-1">
          <span className="text-muted text-small">State</span>
          <TextInput
            id={`${id}state`}
            list={`${id}states`}
            placeholder="Any state"
            value={rule.state}
            onChange={(event) => onChange({ ...rule, state: event.target.value })}
          />
          <datalist id={`${id}states`}>
            {offeredStates.map((state) => (
              <option key={state} value={state} />
            ))}
          </datalist>
        </label>
        <label htmlFor={`${id}type`} className="min-w-48 max-w-96 flex-1">
          <span className="text-muted text-small">Type</span>
          <SuggestInput
            id={`${id}type`}
            app={app}
            kind="name"
            value={rule.type}
            placeholder="Any type, or reports.*"
            invalid={false}
            onChange={(type) => onChange({ ...rule, type })}
          />
        </label>
        <label htmlFor={`${id}days`} className="w-28">
          <span className="text-muted text-small">Keep for days</span>
          <TextInput
            id={`${id}days`}
            inputMode="numeric"
            placeholder="Forever"
            value={rule.days}
            aria-invalid={bad}
            aria-describedby={bad ? `${id}bad` : undefined}
            onChange={(event) => onChange({ ...rule, days: event.target.value })}
          />
        </label>
        <span className="flex">
          <IconButton label={`Move rule ${number} up`} disabled={number === 1} onClick={() => onMove(-1)}>
            <ArrowUp size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label={`Move rule ${number} down`} disabled={last} onClick={() => onMove(1)}>
            <ArrowDown size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label={`Remove rule ${number}`} onClick={onRemove}>
            <X size={15} aria-hidden="true" />
          </IconButton>
        </span>
      </fieldset>
      <p id={`${id}type-note`} className="mt-1.5 min-h-5 text-muted text-small tabular-nums md:pl-8">
        {bad ? (
          <span id={`${id}bad`} className="text-danger">
            Days are a whole number from 1 to 3,650; empty keeps forever.
          </span>
        ) : (
          <Forgets app={app} rule={rule} preview={preview} waits={waits} />
        )}
      </p>
    </li>
  )
}

function Forgets({ app, rule, preview, waits }: Pick<Props, 'app' | 'rule' | 'preview' | 'waits'>) {
  if (rule.days.trim() === '') return 'Never forgotten.'
  if (waits) return 'Counted when every rule is right.'
  if (!preview) return 'Counting…'
  if (preview.q === null) return 'A rule above decides about all of these.'
  const results = `${formatCount(preview.objects, preview.exact)} results`
  return (
    <>
      Would forget{' '}
      {preview.q.length > filterLimits.q ? (
        // No address of the task list takes such a search.
        results
      ) : (
        <Link href={tasksHref({ app, q: preview.q, window: 'all' })} className="text-fg underline">
          {results}
        </Link>
      )}{' '}
      now · <Bytes bytes={preview.bytes} /> ·{' '}
      <Money dollars={preview.dollarsPerMonth} basis="What they cost a month in storage." /> a month
    </>
  )
}
