'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { MonoId } from '@/components/ui/mono-id'
import { RelativeTime } from '@/components/ui/relative-time'
import { StateBadge } from '@/components/ui/state-badge'
import { queueHref, queuesHref, taskHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import { sentHere } from './sent-here'

type Props = { taskId: string; app: string | null; lookedFor: string | null; polling: boolean }

/** An id without an object in S3. Celery calls that PENDING, which can mean four things, and this page says which. */
export function PendingView({ taskId, app, lookedFor, polling }: Props) {
  const sent = sentHere(taskId)
  return (
    <div className="max-w-3xl pt-4">
      <h1 className="font-semibold text-title">{sent ? 'Waiting for a worker' : 'Not in S3'}</h1>
      <p className="mt-1 flex items-baseline gap-3">
        <StateBadge state="PENDING" strong />
        <span className="text-muted">{polling ? 'This page fills in as soon as a result is stored.' : ''}</span>
      </p>
      <div className="mt-2 flex items-center gap-1">
        <MonoId id={taskId} whole className="text-list" />
        <CopyButton text={taskId} label="Copy task id" />
      </div>
      {sent && (
        <p className="mt-3 border-line border-t pt-3">
          Sent from this tab <RelativeTime at={new Date(sent.sentAtMs).toISOString()} /> to{' '}
          <Link href={queueHref(app, sent.queue)} className="underline underline-offset-2">
            <InertText text={sent.queue} oneLine />
          </Link>
          {sent.delaySeconds > 0 && `, to run after ${sent.delaySeconds} s`}
          {sent.retryOf !== null && (
            <>
              , as a retry of{' '}
              <Link href={taskHref(app, sent.retryOf)} className="underline underline-offset-2">
                <MonoId id={sent.retryOf} />
              </Link>
            </>
          )}
          .
        </p>
      )}
      <h2 className="mt-5 border-line border-t pt-3 font-semibold">
        {sent ? 'If it stays like this' : 'What that can mean'}
      </h2>
      <dl className="mt-2 flex flex-col gap-2">
        <Meaning term="It is queued">
          No worker has taken it yet, or its countdown or ETA has not come.{' '}
          <Link href={queuesHref(app)} className="text-fg underline underline-offset-2">
            Look at the queues
          </Link>
        </Meaning>
        <Meaning term="It is running">
          Workers store that only with <Code>task_track_started = True</Code>
        </Meaning>
        <Meaning term="Its result is not kept">
          It was forgotten, expired by a lifecycle rule, or the task has <Code>ignore_result</Code>
        </Meaning>
        <Meaning term="No task has this id">A typing mistake, another app, or another bucket or prefix.</Meaning>
      </dl>
      {lookedFor !== null && (
        <div className="mt-5 border-line border-t pt-3 text-list">
          <span className="text-muted">Looked for the key</span>
          <div className="flex items-start gap-1">
            <code className="break-all font-mono">
              <InertText text={lookedFor} oneLine />
            </code>
            <CopyButton text={lookedFor} label="Copy key" className="-my-1" />
          </div>
        </div>
      )}
      <div className="mt-5 flex gap-2">
        <Button asChild>
          <Link href={tasksHref({ app, q: taskId, window: 'all' })}>Search for this id</Link>
        </Button>
        <Button asChild look="quiet">
          <Link href={tasksHref({ app })}>All tasks</Link>
        </Button>
      </div>
    </div>
  )
}

function Meaning({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[176px_1fr]">
      <dt>{term}</dt>
      <dd className="text-muted">{children}</dd>
    </div>
  )
}

function Code({ children }: { children: string }) {
  return <code className="rounded-[3px] bg-active px-1 font-mono text-fg text-small">{children}</code>
}
