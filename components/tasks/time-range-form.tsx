'use client'

import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { pushHref } from '@/components/ui/shallow-link'
import { TextInput } from '@/components/ui/text-input'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'

/** From when until when; either end may stay open. */
export function TimeRangeForm({ search, onDone }: { search: TaskSearch; onDone: () => void }) {
  const id = useId()
  const [from, setFrom] = useState(toField(search.from))
  const [to, setTo] = useState(toField(search.to))
  const backwards = from !== '' && to !== '' && from >= to
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (backwards) return
    const bounds = { from: fromField(from), to: fromField(to) }
    pushHref(tasksHref({ ...search, ...bounds, window: bounds.from || bounds.to ? null : 'all', cursor: null }))
    onDone()
  }
  return (
    <form onSubmit={apply} className="flex flex-col gap-3 text-list">
      <label htmlFor={`${id}from`}>
        From
        <TextInput id={`${id}from`} type="datetime-local" value={from} onChange={(e) => setFrom(e.target.value)} />
      </label>
      <label htmlFor={`${id}to`}>
        Until
        <TextInput
          id={`${id}to`}
          type="datetime-local"
          value={to}
          aria-invalid={backwards}
          onChange={(e) => setTo(e.target.value)}
        />
      </label>
      <p role="status" className={backwards ? 'text-danger' : 'text-muted'}>
        {backwards
          ? 'The end lies before the beginning.'
          : `In your time zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}
      </p>
      <Button type="submit" look="primary" disabled={backwards}>
        Show
      </Button>
    </form>
  )
}

/** An ISO time as the field writes it: local, to the minute. */
function toField(iso: string | null): string {
  if (iso === null) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function fromField(text: string): string | null {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}
