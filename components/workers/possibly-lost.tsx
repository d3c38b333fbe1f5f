'use client'

import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { TaskName } from '@/components/tasks/task-name'
import { formatDuration } from '@/components/ui/format-duration'
import { formatCount } from '@/components/ui/format-number'
import { formatAge, formatUtc } from '@/components/ui/format-time'
import { MonoId } from '@/components/ui/mono-id'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { useClockText } from '@/lib/client/clock'
import { taskHref, workerHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { LostTask, WorkerList } from '@/lib/contract/workers'
import { limitSentence } from './workers.model'

/** Tasks that are STARTED for longer than SQS hides their message, with what that can mean. */
export function PossiblyLost({ lost, app }: { lost: WorkerList['possiblyLost']; app: string | null }) {
  if (lost.items.length === 0) return null
  return (
    <Section
      title={
        <span className="text-warn">
          {formatCount(lost.count, lost.exact)} {lost.count === 1 ? 'task is' : 'tasks are'} possibly lost
        </span>
      }
      aside={
        <Link
          href={tasksHref({ app, q: 'is:lost', window: 'all', order: 'asc' })}
          className="hover:text-fg hover:underline"
        >
          All of them
        </Link>
      }
    >
      <p className="mb-2 max-w-[80ch] text-list text-muted">
        They are STARTED for longer than the visibility timeout of their queue. With{' '}
        <code className="font-mono">acks_late</code> the message stays in the queue until the task ends: after that time
        SQS hands it to another worker, so the task may run twice. Without it the message was deleted when the task
        started: if the worker died, nobody runs the task again. It may also just be slow.
      </p>
      <Table>
        <thead>
          <tr>
            <HeadCell className="w-full">Task</HeadCell>
            <HeadCell className="max-md:hidden">Worker</HeadCell>
            <HeadCell className="max-md:hidden">Queue</HeadCell>
            <HeadCell number>Started</HeadCell>
            <HeadCell number>Limit</HeadCell>
          </tr>
        </thead>
        <tbody>
          {lost.items.map((task) => (
            <LostRow key={task.taskId} task={task} app={app} />
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function LostRow({ task, app }: { task: LostTask; app: string | null }) {
  const { taskId, name, worker, queue, occurredAt } = task
  return (
    <tr className="hover:bg-hover">
      <Cell className="max-w-0">
        <Link
          href={taskHref(app, taskId)}
          prefetch={false}
          className="flex min-w-0 items-baseline gap-2 hover:underline"
        >
          {name !== null && (
            <span className="flex min-w-0">
              <TaskName name={name} />
            </span>
          )}
          <MonoId id={taskId} className={name === null ? undefined : 'shrink-0 text-muted text-small max-md:hidden'} />
        </Link>
      </Cell>
      <Cell className="whitespace-nowrap max-md:hidden">
        {worker === null ? (
          <UnknownDash reason="Worker unknown: enable result_extended." />
        ) : (
          <Link href={workerHref(app, worker)} className="hover:underline">
            <InertText text={worker} oneLine />
          </Link>
        )}
      </Cell>
      <Cell className="whitespace-nowrap max-md:hidden">
        {queue === null ? (
          <UnknownDash reason="Queue unknown: enable result_extended." />
        ) : (
          <InertText text={queue} oneLine />
        )}
      </Cell>
      <Cell number>
        <Age at={occurredAt} />
      </Cell>
      <Cell number className="text-muted">
        <span data-hint={limitSentence(task)} className="cursor-help">
          {formatDuration(task.limitSeconds)}
        </span>
      </Cell>
    </tr>
  )
}

function Age({ at }: { at: string }) {
  const atMs = Date.parse(at)
  const text = useClockText((nowMs) => `${formatAge(atMs, nowMs)} ago`, formatUtc(atMs))
  return (
    <time dateTime={at} data-hint-time={at} className="font-semibold text-warn">
      {text}
    </time>
  )
}
