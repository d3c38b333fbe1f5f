import { Notice } from '@/components/ui/notice'
import { ProgressBar } from '@/components/ui/progress-bar'
import { errorSentence } from '@/lib/client/api-error'
import type { RedriveState } from '@/lib/contract/queue-actions'
import { redriveSentence } from './redrive.model'

/** How the last redrive stands; nothing where there was none. */
export function RedriveStatus({ latest, failure }: { latest: RedriveState | null; failure: unknown }) {
  const share = latest?.status === 'running' && latest.toMove ? { value: latest.moved, max: latest.toMove } : null
  return (
    <>
      {latest && (
        <div className="flex flex-col gap-1.5">
          <p className="text-list" role="status">
            {redriveSentence(latest)}
          </p>
          {share && <ProgressBar label="Messages moved back" {...share} className="w-full max-w-md" />}
        </div>
      )}
      {failure !== null && <Notice tone="danger">{errorSentence(failure)}</Notice>}
    </>
  )
}
