'use client'

import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { ProgressBar } from '@/components/ui/progress-bar'
import { errorSentence } from '@/lib/client/api-error'
import type { ResendOutcome } from '@/lib/contract/queue-actions'
import type { Queue } from '@/lib/contract/queues'
import { isSent } from '@/lib/contract/values'
import { OutcomeList } from './outcome-list'
import type { ManyRun } from './send-many.model'
import { SendManyForm } from './send-many-form'
import { useSendMany } from './use-send-many'

type Props = {
  queue: Queue
  app: string | null
  names: string[]
  onOutcomes: (items: ResendOutcome[]) => void
  onClose: () => void
}

/** Sends the first so many messages of a queue back, all or those of one task type; shows how far it is, and stops. */
export function SendManyDialog({ queue, app, names, onOutcomes, onClose }: Props) {
  const id = useId()
  const { run, error, start, stop, stopping } = useSendMany(app, queue.name, onOutcomes)
  const running = run !== null && run.end === null
  return (
    <Dialog
      open
      width="wide"
      locked={running}
      onOpenChange={(open) => !open && onClose()}
      title={`Send messages of ${queue.name} ${queue.deadLetterOf.length > 0 ? 'back' : 'elsewhere'}`}
      description="Byte for byte, one after the other; each is deleted here once SQS has taken the new one. What no worker would survive is refused and stays."
      footer={
        running ? (
          <Button onClick={stop} disabled={stopping} autoFocus>
            {stopping ? 'Stopping…' : 'Stop'}
          </Button>
        ) : run ? (
          <Button onClick={onClose} autoFocus>
            Close
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" type="submit" form={id}>
              Send back
            </Button>
          </>
        )
      }
    >
      {error !== null && (
        <Notice tone="danger" className="mb-3">
          {errorSentence(error)}
        </Notice>
      )}
      {run ? (
        <Run run={run} stopping={stopping} app={app} />
      ) : (
        <SendManyForm id={id} queue={queue} app={app} names={names} onSubmit={(wish) => void start(wish)} />
      )}
    </Dialog>
  )
}

function Run({ run, stopping, app }: { run: ManyRun; stopping: boolean; app: string | null }) {
  const outcomes = [...run.outcomes.values()]
  const kept = outcomes.filter((outcome) => !isSent(outcome)).length
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-list">
        <strong className="font-semibold tabular-nums">{formatNumber(run.sent)}</strong> of at most{' '}
        {formatNumber(run.wish.count)} sent back{kept > 0 && `, ${formatNumber(kept)} not`}.{' '}
        {run.end ?? (stopping ? 'Stopping after this call.' : 'Going on.')}
      </p>
      <ProgressBar label="Messages sent back" value={run.sent} max={run.wish.count} className="w-full" />
      <OutcomeList outcomes={outcomes} app={app} />
    </div>
  )
}
