'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { errorSentence } from '@/lib/client/api-error'
import { sampleQueue } from '@/lib/client/mutations/queue-actions'
import { featuresQuery } from '@/lib/client/queries/features'
import type { QueueSampleAnswer } from '@/lib/contract/queue-actions'
import type { Queue } from '@/lib/contract/queues'
import { AbilityButton } from './ability-button'
import { PurgeDialog } from './purge-dialog'
import { RedrivePanel } from './redrive-panel'
import { SampledMessages } from './sampled-messages'
import { samplingCaution } from './sampling.model'
import { SendManyDialog } from './send-many-dialog'

/** What lies in a queue, and what can be done with it; nothing is received before a button is pressed. */
export function QueueMessages({ queue, app }: { queue: Queue; app: string | null }) {
  const { data: features } = useQuery(featuresQuery(app))
  const [asking, setAsking] = useState<'sample' | 'send' | 'purge' | null>(null)
  const sample = useMutation({ mutationFn: (force: boolean) => sampleQueue(app, queue.name, force) })
  const caution = samplingCaution(queue)
  const look = (force: boolean) => {
    setAsking(null)
    sample.mutate(force)
  }
  const verb = sample.data ? 'Sample again' : 'Sample messages'
  return (
    <Section title="Messages" label>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <AbilityButton
            ability={features?.actions.sample}
            disabled={sample.isPending}
            onClick={() => (caution.refusedByDefault ? setAsking('sample') : look(false))}
          >
            {sample.isPending ? 'Receiving…' : verb}
          </AbilityButton>
          <AbilityButton ability={features?.actions.resend} onClick={() => setAsking('send')}>
            {queue.deadLetterOf.length > 0 ? 'Send back…' : 'Send elsewhere…'}
          </AbilityButton>
          <AbilityButton ability={features?.actions.purge} look="bareDanger" onClick={() => setAsking('purge')}>
            Purge queue…
          </AbilityButton>
          <p className="min-w-0 basis-full text-muted text-small">{caution.sentence}</p>
        </div>
        {queue.deadLetterOf.length > 0 && <RedrivePanel queue={queue} app={app} ability={features?.actions.redrive} />}
        {sample.error && <Notice tone="danger">{errorSentence(sample.error)}</Notice>}
        {sample.data && (
          <SampledMessages
            key={sample.submittedAt}
            answer={sample.data}
            queue={queue}
            app={app}
            ability={features?.actions.resend}
          />
        )}
      </div>
      <Dialog
        open={asking === 'sample'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Receive messages of ${queue.name}?`}
        description={caution.sentence}
        footer={
          <>
            <Button onClick={() => setAsking(null)}>Cancel</Button>
            <Button look="danger" onClick={() => look(true)}>
              Receive all the same
            </Button>
          </>
        }
      />
      {asking === 'send' && (
        <SendManyDialog queue={queue} app={app} names={sampledNames(sample.data)} onClose={() => setAsking(null)} />
      )}
      {asking === 'purge' && <PurgeDialog queue={queue} app={app} onClose={() => setAsking(null)} />}
    </Section>
  )
}

function sampledNames(answer: QueueSampleAnswer | undefined): string[] {
  return [...new Set(answer?.items.flatMap(({ name }) => name ?? []))]
}
