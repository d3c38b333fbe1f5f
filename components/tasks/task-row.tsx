'use client'

import clsx from 'clsx'
import Link from 'next/link'
import { type MouseEvent, memo } from 'react'
import { UndoSeconds } from '@/components/activity/undo-seconds'
import { InertText } from '@/components/json/inert-text'
import { Bytes } from '@/components/ui/bytes'
import { Checkbox } from '@/components/ui/checkbox'
import { Duration } from '@/components/ui/duration'
import { Figure } from '@/components/ui/figure'
import { RelativeTime } from '@/components/ui/relative-time'
import { StateBadge } from '@/components/ui/state-badge'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { taskHref } from '@/lib/client/hrefs'
import type { TaskSummary } from '@/lib/contract/tasks'
import { RowOutcome } from './row-outcome'
import { runtimeUnknownReason, unknownReason } from './row-words.model'
import { SecondLine } from './second-line'
import { cellClass } from './task-columns'
import { TaskName } from './task-name'

type TaskRowProps = {
  task: TaskSummary
  app: string | null
  selected: boolean
  active: boolean
  /** The result is no longer in S3. */
  gone: boolean
  /** When a forget that can still be undone takes it, or null. */
  forgetAt: string | null
  onSelect: (taskId: string, range: boolean) => void
  onOpen: (taskId: string, newTab: boolean) => void
  onActive: (taskId: string) => void
}

/** Two lines on a wide screen, a small card on a phone: the same cells, laid out anew. */
export const TaskRow = memo(function TaskRow(props: TaskRowProps) {
  const { task, app, selected, active, gone, forgetAt, onSelect, onOpen, onActive } = props

  const press = (event: MouseEvent<HTMLTableRowElement>) => {
    onActive(task.taskId)
    const pressed = event.target instanceof Element ? event.target : null
    if (pressed?.closest('a,button,input')) return
    // Around a small box it is easy to miss; opening the task instead would be a nuisance.
    const onCheck = pressed?.closest('[data-check]')
    if (onCheck || event.shiftKey) {
      window.getSelection()?.removeAllRanges()
      return gone ? undefined : onSelect(task.taskId, event.shiftKey)
    }
    if (window.getSelection()?.isCollapsed === false) return
    onOpen(task.taskId, event.metaKey || event.ctrlKey)
  }
  return (
    <tr
      data-row={task.taskId}
      data-active={active || undefined}
      onClick={press}
      onAuxClick={(event) => {
        if (event.button === 1 && !(event.target instanceof Element && event.target.closest('a')))
          onOpen(task.taskId, true)
      }}
      onFocus={() => onActive(task.taskId)}
      className={clsx(
        'relative h-12 cursor-pointer scroll-mt-10 scroll-mb-20 border-line border-b',
        'max-md:grid max-md:h-auto max-md:grid-cols-[36px_minmax(0,1fr)_auto] max-md:gap-x-1 max-md:px-4 max-md:py-2',
        selected ? 'bg-active' : active ? 'bg-hover' : 'hover:bg-hover',
        // The ring around the name would be one box more in a list full of boxes: the whole row shows the focus.
        active && 'shadow-[inset_3px_0_0_var(--accent)]',
        gone && 'opacity-60',
      )}
    >
      <td data-check className={cellClass('check')}>
        <Checkbox
          label={`Select ${task.name ?? task.taskId}`}
          checked={selected}
          disabled={gone}
          // Whether Shift is held is known to the click alone.
          onClick={(event) => onSelect(task.taskId, event.shiftKey)}
          readOnly
        />
      </td>
      <td className={cellClass('state')}>
        <StateBadge state={task.state} className="max-w-full" />
      </td>
      <td className={cellClass('task')}>
        <Link
          href={taskHref(app, task.taskId)}
          prefetch={false}
          data-clip
          className={clsx('flex h-4.5 min-w-0 overflow-hidden font-semibold outline-none', gone && 'line-through')}
        >
          {task.name === null ? (
            <span className="truncate font-mono font-normal">
              <InertText text={task.taskId} oneLine />
            </span>
          ) : (
            <TaskName name={task.name} />
          )}
        </Link>
        <SecondLine task={task} />
      </td>
      <td className={cellClass('outcome')}>
        <span data-clip className="line-clamp-2 max-h-9 wrap-anywhere max-md:line-clamp-1">
          {gone ? (
            <span className="text-muted">The result was forgotten meanwhile.</span>
          ) : forgetAt !== null ? (
            <span className="text-warn">
              Will be forgotten <UndoSeconds job={{ startsAt: forgetAt }} />
            </span>
          ) : (
            <RowOutcome task={task} />
          )}
        </span>
      </td>
      <td className={cellClass('queue')}>
        <span data-clip className="block h-4.5 truncate">
          {task.queue === null ? <UnknownDash reason={unknownReason.queue} /> : <InertText text={task.queue} oneLine />}
        </span>
        <span data-clip className="block h-4.5 truncate text-muted text-small leading-[18px]">
          {task.worker === null ? (
            <UnknownDash reason={unknownReason.worker} />
          ) : (
            <InertText text={task.worker} oneLine />
          )}
        </span>
      </td>
      <td className={cellClass('retries')}>
        <Figure
          value={task.retries}
          unknownReason={unknownReason.retries}
          className={task.retries ? '' : 'text-faint'}
        />
      </td>
      <td className={cellClass('size')}>
        <Bytes bytes={task.sizeBytes} />
      </td>
      <td className={cellClass('runtime')}>
        <Duration seconds={task.runtimeSeconds} unknownReason={runtimeUnknownReason(task)} />
      </td>
      <td className={cellClass('when')}>
        <RelativeTime at={task.occurredAt} />
      </td>
    </tr>
  )
})
