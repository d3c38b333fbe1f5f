import clsx from 'clsx'
import Link from 'next/link'
import { memo } from 'react'
import { InertText } from '@/components/json/inert-text'
import { splitTaskName } from '@/components/tasks/row-words.model'
import { formatDuration } from '@/components/ui/format-duration'
import { MonoId } from '@/components/ui/mono-id'
import { StateMark } from '@/components/ui/state-mark'
import { groupHref, taskHref } from '@/lib/client/hrefs'
import type { WorkflowNode } from '@/lib/contract/workflows'
import { unlockName } from './drawing.model'
import { GroupProgress } from './group-progress'

export const cardSize = { width: 200, height: 44 }

type Props = {
  node: WorkflowNode
  app: string | null
  /** The task the page is about. */
  current: boolean
  tabIndex: number
  /** A task that may have started the group. */
  parent: string | null
}

const card =
  'flex size-full flex-col justify-center rounded border bg-bg px-2.5 text-list leading-[18px] hover:bg-hover focus-visible:z-10'

/** A task or a group as a card, leading to its page. */
export const WorkflowCard = memo(function WorkflowCard({ node, app, current, tabIndex, parent }: Props) {
  const look = clsx(card, current ? 'border-fg ring-1 ring-fg' : 'border-line hover:border-line-strong')
  if (node.kind === 'group') {
    return (
      <Link
        href={groupHref(app, node.groupId ?? '', parent)}
        prefetch={false}
        draggable={false}
        data-item={node.id}
        tabIndex={tabIndex}
        className={look}
      >
        <GroupProgress node={node} />
      </Link>
    )
  }
  return (
    <Link
      href={taskHref(app, node.taskId ?? '')}
      prefetch={false}
      draggable={false}
      data-item={node.id}
      data-hint={node.name === null ? undefined : node.name}
      aria-current={current ? 'true' : undefined}
      tabIndex={tabIndex}
      className={clsx(look, node.state === null && 'border-dashed')}
    >
      <span className="flex min-w-0 items-center gap-1.5">
        <StateMark state={node.state ?? 'PENDING'} />
        <span className="truncate font-semibold">
          {node.name === null ? (
            <MonoId id={node.taskId ?? ''} className="font-normal" />
          ) : (
            <InertText text={splitTaskName(node.name).leaf} oneLine />
          )}
        </span>
      </span>
      <span className="truncate pl-[18px] text-muted text-small">
        <InertText text={wordsOf(node)} oneLine />
      </span>
    </Link>
  )
})

/** "SUCCESS · 3.2 s · retry 2". */
export function wordsOf({ state, name, runtimeSeconds, retries }: WorkflowNode): string {
  if (state === null) return name === unlockName ? 'waits for the group' : 'not stored'
  return [state, runtimeSeconds === null ? null : formatDuration(runtimeSeconds), retries ? `retry ${retries}` : null]
    .filter(Boolean)
    .join(' · ')
}
