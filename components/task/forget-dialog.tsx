'use client'

import { InertText } from '@/components/json/inert-text'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatBytes } from '@/components/ui/format-bytes'
import { Notice } from '@/components/ui/notice'
import { isReady } from '@/lib/celery/states'
import { errorSentence } from '@/lib/client/api-error'
import { useForgetTask } from '@/lib/client/mutations/forget-task'
import type { TaskDetail } from '@/lib/contract/tasks'

type Props = {
  task: TaskDetail
  app: string | null
  open: boolean
  onOpenChange: (open: boolean) => void
  onForgotten: () => void
}

/** Asks once, with what it costs: the object is deleted for good. */
export function ForgetDialog({ task, app, open, onOpenChange, onForgotten }: Props) {
  const forget = useForgetTask(app)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      locked={forget.isPending}
      title="Forget this result?"
      description={`Deletes ${formatBytes(task.sizeBytes)} from S3 for good. Callers waiting on this id will see PENDING.`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)} disabled={forget.isPending}>
            Keep it
          </Button>
          {/* In focus: `f`, then Enter, is the quick way through this dialog. */}
          <Button
            look="danger"
            autoFocus
            disabled={forget.isPending}
            onClick={() => forget.mutate(task.taskId, { onSuccess: onForgotten })}
          >
            {forget.isPending ? 'Forgetting…' : 'Forget result'}
          </Button>
        </>
      }
    >
      <p className="break-all font-mono text-muted text-small">
        <InertText text={task.stored.uri} oneLine />
      </p>
      {!isReady(task.state) && (
        <Notice className="mt-3">
          The task is {task.state}. If a worker still runs it, it will store its result again.
        </Notice>
      )}
      {forget.error && (
        <Notice tone="danger" className="mt-3">
          {errorSentence(forget.error)}
        </Notice>
      )}
    </Dialog>
  )
}
