'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { ApiError, errorSentence } from '@/lib/client/api-error'
import { cancelRedrive } from '@/lib/client/mutations/queue-actions'
import { queuesKey, redriveQuery } from '@/lib/client/queries/queues'
import type { Ability } from '@/lib/contract/common'
import type { RedriveList } from '@/lib/contract/queue-actions'
import type { Queue } from '@/lib/contract/queues'
import { AbilityButton } from './ability-button'
import { ProgressBar } from './progress-bar'
import { redriveSentence } from './redrive.model'
import { RedriveDialog } from './redrive-dialog'

type Props = { queue: Queue; app: string | null; ability: Ability | undefined }

/** Moves all dead letters back to their queues, shows how far that is, and stops it. */
export function RedrivePanel({ queue, app, ability }: Props) {
  const client = useQueryClient()
  const options = redriveQuery(app, queue.name)
  const { data, error } = useQuery({ ...options, retry: false })
  const onSuccess = async (list: RedriveList) => {
    client.setQueryData(options.queryKey, list)
    await client.invalidateQueries({ queryKey: queuesKey })
  }
  const [asking, setAsking] = useState(false)
  const cancel = useMutation({ mutationFn: () => cancelRedrive(app, queue.name), onSuccess })
  const [latest] = data?.items ?? []
  const running = latest?.status === 'running'
  const unsupported = error instanceof ApiError && error.code === 'not_supported'
  const failure = cancel.error ?? (unsupported ? null : error)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {running ? (
          <AbilityButton ability={ability} disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {cancel.isPending ? 'Stopping…' : 'Stop redrive'}
          </AbilityButton>
        ) : (
          <AbilityButton
            ability={unsupported ? { ok: false, reason: error.message } : ability}
            disabled={latest?.status === 'cancelling'}
            onClick={() => setAsking(true)}
          >
            Redrive queue…
          </AbilityButton>
        )}
        <p className="min-w-0 text-muted text-small" role="status">
          {unsupported
            ? error.message
            : latest
              ? redriveSentence(latest)
              : `SQS moves all ≈${formatNumber(queue.visible)} back, as new messages.`}
        </p>
      </div>
      {running && latest.toMove !== null && latest.toMove > 0 && (
        <ProgressBar label="Messages moved back" value={latest.moved} max={latest.toMove} />
      )}
      {failure && <Notice tone="danger">{errorSentence(failure)}</Notice>}
      {asking && (
        <RedriveDialog
          queue={queue}
          app={app}
          onClose={() => setAsking(false)}
          onStarted={(list) => {
            setAsking(false)
            void onSuccess(list)
          }}
        />
      )}
    </div>
  )
}
