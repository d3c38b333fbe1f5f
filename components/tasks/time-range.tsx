'use client'

import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { windowChoice } from '@/components/layout/window-switch'
import { Popover } from '@/components/ui/popover'
import { later, useLater } from '@/lib/client/later'
import type { TaskSearch } from '@/lib/client/task-search'

const formPart = later(() => import('./time-range-form'))

/** Exact times, typed in the zone of this machine. Either end may stay open. */
export function TimeRange({ search }: { search: TaskSearch }) {
  const [open, setOpen] = useState(false)
  const current = search.window === null
  const Form = useLater(formPart, open)?.TimeRangeForm
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Exact times"
      align="end"
      className="w-72"
      trigger={
        <button type="button" aria-pressed={current} aria-label="Exact times" className={windowChoice(current)}>
          <span className="max-md:hidden">Custom</span>
          <CalendarClock size={15} aria-hidden="true" className="md:hidden" />
        </button>
      }
    >
      {Form && <Form search={search} onDone={() => setOpen(false)} />}
    </Popover>
  )
}
