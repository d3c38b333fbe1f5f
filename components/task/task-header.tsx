'use client'

import { ChevronDown, Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { splitTaskName } from '@/components/tasks/row-words.model'
import { DropdownMenu, MenuDivider, MenuItem } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import { RelativeTime } from '@/components/ui/relative-time'
import { StateBadge } from '@/components/ui/state-badge'
import { isReady } from '@/lib/celery/states'
import { tasksHref } from '@/lib/client/task-search'
import type { TaskDetail } from '@/lib/contract/tasks'
import type { Refusals } from './abilities.model'
import { ActionButton } from './action-button'
import { copyAndSay } from './copy-and-say'
import { progressOf } from './progress.model'
import { ProgressLine } from './progress-line'
import { unknownReason } from './unknown.model'

export type TaskAct = 'retry' | 'retry-same' | 'retry-now' | 'forget' | 'send'

type Props = {
  task: TaskDetail
  app: string | null
  /** null where there is nothing to download any more. */
  rawHref: string | null
  refused: Refusals
  onAct: (act: TaskAct) => void
}

/** What it is, how it ended, when, and what can be done about it. */
export function TaskHeader({ task, app, rawHref, refused, onAct }: Props) {
  const progress = isReady(task.state) ? null : progressOf(task.result)
  return (
    <header className="flex flex-wrap items-start gap-x-6 gap-y-3 pt-4 pb-2">
      <div className="flex min-w-0 flex-1 basis-80 flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="line-clamp-3 min-w-0 font-semibold text-title [overflow-wrap:anywhere]">
          {task.name === null ? (
            <span className="text-muted" data-hint={unknownReason(task, 'name') ?? undefined}>
              (name not stored)
            </span>
          ) : (
            <Link href={tasksHref({ app, name: [task.name] })} className="hover:underline">
              <Name name={task.name} />
            </Link>
          )}
        </h1>
        <p className="flex items-baseline gap-x-3">
          <StateBadge state={task.state} strong />
          {progress && <ProgressLine {...progress} />}
          <RelativeTime at={task.occurredAt} className="shrink-0 text-muted" />
        </p>
      </div>
      <div className="flex items-center gap-2 max-md:w-full">
        <RetryButton task={task} reason={refused.retry} onAct={onAct} />
        <ActionButton
          reason={refused.forget}
          hint="Delete the stored result"
          shortcut="f"
          onClick={() => onAct('forget')}
        >
          Forget result
        </ActionButton>
        <MoreMenu task={task} rawHref={rawHref} refused={refused} onAct={onAct} />
      </div>
    </header>
  )
}

/** The end of the name is what tells tasks apart. */
function Name({ name }: { name: string }) {
  const { module, leaf } = splitTaskName(name)
  return (
    <>
      {module && (
        <span className="font-normal text-muted">
          <InertText text={module} oneLine />
        </span>
      )}
      <InertText text={leaf} oneLine />
    </>
  )
}

function RetryButton(props: { task: TaskDetail; reason: string | null; onAct: (act: TaskAct) => void }) {
  const { task, reason, onAct } = props
  const { missing, sameIdReason } = task.retryable
  return (
    <div className="flex">
      <ActionButton
        reason={reason}
        hint="Send it again, as it was or with changes"
        shortcut="r"
        onClick={() => onAct('retry')}
        className={reason === null ? 'rounded-r-none border-r-0' : undefined}
      >
        Retry task
      </ActionButton>
      {reason === null && (
        <DropdownMenu
          align="end"
          trigger={
            <IconButton
              label="Ways to retry"
              className="size-8! rounded-l-none border border-line bg-bg max-md:size-10!"
            >
              <ChevronDown size={14} aria-hidden="true" />
            </IconButton>
          }
        >
          <MenuItem
            onSelect={() => onAct('retry-now')}
            disabled={missing.length > 0}
            note={missing.length > 0 ? `Not stored: ${missing.join(', ')}` : 'As it was, under a new id'}
          >
            Retry now
          </MenuItem>
          <MenuItem onSelect={() => onAct('retry')} shortcut="r">
            Edit and retry…
          </MenuItem>
          <MenuItem
            onSelect={() => onAct('retry-same')}
            disabled={sameIdReason !== null}
            note={sameIdReason ?? 'Replaces this result'}
          >
            Retry under the same id…
          </MenuItem>
        </DropdownMenu>
      )}
    </div>
  )
}

function MoreMenu(props: {
  task: TaskDetail
  rawHref: string | null
  refused: Refusals
  onAct: (act: TaskAct) => void
}) {
  const { task, rawHref, refused, onAct } = props
  return (
    <DropdownMenu
      align="end"
      trigger={
        <IconButton label="More actions" className="size-8! max-md:size-10!">
          <Ellipsis size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => copyAndSay(task.taskId, 'Task id copied')} shortcut="c">
        Copy task id
      </MenuItem>
      <MenuItem onSelect={() => copyAndSay(window.location.href, 'Link copied')}>Copy link to this page</MenuItem>
      <MenuItem onSelect={() => copyAndSay(task.stored.uri, 'S3 address copied')}>Copy S3 address</MenuItem>
      <MenuDivider />
      {rawHref && (
        <MenuItem asChild>
          <a href={rawHref} download>
            Download stored document
          </a>
        </MenuItem>
      )}
      <MenuItem
        onSelect={() => onAct('send')}
        disabled={refused.send !== null}
        note={refused.send ?? 'A new task of this name, unlinked'}
      >
        Send task like this…
      </MenuItem>
    </DropdownMenu>
  )
}
