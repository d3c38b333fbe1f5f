'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { UndoSeconds } from '@/components/activity/undo-seconds'
import { useJobs } from '@/components/activity/use-jobs'
import { useStep } from '@/components/activity/use-step'
import { useBulk } from '@/components/bulk/use-bulk'
import { useEndedJobs } from '@/components/bulk/use-ended-jobs'
import { waitingForget } from '@/components/bulk/waiting.model'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { StaleNotice } from '@/components/ui/stale-notice'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { taskHref } from '@/lib/client/hrefs'
import { useRetryTask } from '@/lib/client/mutations/retry-task'
import { featuresQuery } from '@/lib/client/queries/features'
import { taskQuery } from '@/lib/client/queries/tasks'
import { useRefreshPaused } from '@/lib/client/refresh'
import { useApp } from '@/lib/client/use-app'
import { useShortcuts } from '@/lib/client/use-shortcuts'
import type { BulkJob } from '@/lib/contract/bulk'
import type { SentTask, TaskDetail } from '@/lib/contract/tasks'
import { refusals } from './abilities.model'
import { copyAndSay } from './copy-and-say'
import { GoneNotice } from './gone-notice'
import { PendingView } from './pending-view'
import { RetryDialog } from './retry-dialog'
import { sendFormOf } from './send.model'
import { SendDialog } from './send-dialog'
import { announceSent } from './sent-toast'
import type { TaskAct } from './task-header'
import { TaskSkeleton } from './task-skeleton'
import { TaskView } from './task-view'
import { useLeave } from './use-leave'
import { isPending, lookedFor, nextAskMs } from './watched.model'

const noJobs: BulkJob[] = []

type Forgotten = { task: TaskDetail; atMs: number }
type Resent = { etag: string; atMs: number; queue: string }

/** One task: asks for it, asks again while it may change, and carries out what is decided about it. */
export function TaskScreen({ taskId }: { taskId: string }) {
  const app = useApp()
  const router = useRouter()
  const paused = useRefreshPaused()
  const leave = useLeave(app)
  const [watchedFromMs, setWatchedFromMs] = useState(() => Date.now())
  const [forgotten, setForgotten] = useState<Forgotten | null>(null)
  const [resent, setResent] = useState<Resent | null>(null)
  const [dialog, setDialog] = useState<TaskAct | null>(null)
  const features = useQuery(featuresQuery(app))
  const answer = useQuery({
    ...taskQuery(app, taskId),
    enabled: forgotten === null,
    refetchInterval: ({ state }) => !paused && nextAskMs(state, resent, Date.now() - watchedFromMs),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: !paused,
  })
  const retry = useRetryTask(app)
  const bulk = useBulk(app)
  const step = useStep(app)
  const jobs = useJobs(app).data
  const [forgetAsked, setForgetAsked] = useState(false)
  useEndedJobs(jobs?.items ?? noJobs, ({ kind, done }) => kind === 'forget' && done > 0 && answer.refetch())

  const task = forgotten?.task ?? answer.data ?? null
  const goneAtMs = forgotten?.atMs ?? (isPending(answer.error) ? answer.errorUpdatedAt : null)
  const refused = goneRefusals(refusals(features.data, task), task !== null && goneAtMs !== null)

  function onSent(sent: SentTask, delaySeconds: number) {
    setDialog(null)
    setWatchedFromMs(Date.now())
    if (sent.taskId !== taskId) {
      const known = { ...sent, sentAtMs: Date.now(), retryOf: taskId, delaySeconds }
      announceSent(known, () => router.push(taskHref(app, sent.taskId)))
    } else if (task) {
      setResent({ etag: task.stored.etag, atMs: Date.now(), queue: sent.queue })
      toast.success(`Sent to ${sent.queue} under the same id`)
    }
  }

  function forget() {
    if (!task) return
    setForgetAsked(true)
    bulk.forgetOne(taskId, () => setForgotten({ task, atMs: Date.now() })).then((done) => done || setForgetAsked(false))
  }

  function act(wanted: TaskAct) {
    if (wanted === 'forget') return forget()
    if (wanted !== 'retry-now') return setDialog(wanted)
    retry.mutate(
      { taskId, change: { taskId: 'new' } },
      { onSuccess: (sent) => onSent(sent, 0), onError: (error) => toast.error(errorSentence(error)) },
    )
  }

  function tryTo(wanted: 'retry' | 'forget') {
    const reason = refused[wanted]
    if (reason === null) act(wanted)
    else toast.message(reason)
  }

  useShortcuts(
    [
      { keys: 'r', label: 'Retry task', group: 'Task', run: () => tryTo('retry') },
      { keys: 'f', label: 'Forget result', group: 'Task', run: () => tryTo('forget') },
    ],
    task !== null,
  )
  useShortcuts([
    { keys: 'c', label: 'Copy task id', group: 'Task', run: () => copyAndSay(taskId, 'Task id copied') },
    { keys: 'Escape', label: 'Back', group: 'Task', run: leave },
  ])

  if (!task) {
    if (isPending(answer.error))
      return <PendingView taskId={taskId} app={app} lookedFor={lookedFor(answer.error)} polling={!paused} />
    if (answer.error)
      return (
        <ErrorState
          title="This task could not be loaded"
          error={answer.error}
          onRetry={() => answer.refetch()}
          retrying={answer.isFetching}
        />
      )
    return <TaskSkeleton taskId={taskId} />
  }

  const waiting = waitingForget(jobs, taskId)
  const waitsFor = resent?.etag === task.stored.etag ? resent : null
  return (
    <>
      <TaskView
        task={task}
        app={app}
        refused={refused}
        onAct={act}
        gone={goneAtMs !== null}
        notice={
          goneAtMs !== null ? (
            <GoneNotice
              app={app}
              atMs={goneAtMs}
              byMe={forgetAsked}
              onLookAgain={() => (forgotten ? setForgotten(null) : answer.refetch())}
              onSend={refused.send === null ? () => setDialog('send') : null}
            />
          ) : answer.error ? (
            <StaleNotice
              error={answer.error}
              updatedAtMs={answer.dataUpdatedAt}
              onRetry={() => answer.refetch()}
              className="mt-3"
            />
          ) : waiting ? (
            <Notice
              className="mt-3"
              action={
                <Button look="link" disabled={step.acting} onClick={() => step.act(waiting, 'undo')}>
                  Undo
                </Button>
              }
            >
              This result will be forgotten <UndoSeconds job={waiting} />. Nothing has been deleted yet.
            </Notice>
          ) : waitsFor ? (
            <Notice className="mt-3">
              Sent again under this id <RelativeTime at={new Date(waitsFor.atMs).toISOString()} /> to {waitsFor.queue}.
              What stands here is the old result, until a worker stores a new one.
            </Notice>
          ) : null
        }
      />
      <RetryDialog
        task={task}
        app={app}
        open={dialog === 'retry' || dialog === 'retry-same'}
        taskId={dialog === 'retry-same' ? 'same' : 'new'}
        onOpenChange={(open) => setDialog(open ? 'retry' : null)}
        onSent={onSent}
      />
      <SendDialog
        app={app}
        open={dialog === 'send'}
        onOpenChange={(open) => setDialog(open ? 'send' : null)}
        initial={sendFormOf(task)}
      />
    </>
  )
}

function goneRefusals<T extends { forget: string | null; retry: string | null }>(refused: T, gone: boolean): T {
  return gone
    ? { ...refused, forget: 'It is no longer in S3.', retry: 'It is no longer in S3. Send it as a new task.' }
    : refused
}
