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
import type { Queue } from '@/lib/contract/queues'
import { AbilityButton } from './ability-button'
import { PurgeDialog } from './purge-dialog'
import { RedriveDialog } from './redrive-dialog'
import { RedriveStatus } from './redrive-status'
import { SampledMessages } from './sampled-messages'
import { samplingCaution } from './sampling.model'
import { SendManyDialog } from './send-many-dialog'
import { useOutcomes } from './use-outcomes'
import { useRedrive } from './use-redrive'

/** What lies in a queue, and what can be done with it; nothing is received before a button is pressed. */
export function QueueMessages({ queue, app }: { queue: Queue; app: string | null }) {
  const { data: features } = useQuery(featuresQuery(app))
  const actions = features?.actions
  const [asking, setAsking] = useState<'sample' | 'send' | 'redrive' | 'purge' | null>(null)
  const close = () => setAsking(null)
  const { outcomes, note, forget } = useOutcomes()
  const sample = useMutation({ mutationFn: (force: boolean) => sampleQueue(app, queue.name, force), onMutate: forget })
  const redrive = useRedrive(app, queue, actions?.redrive)
  const isDead = queue.deadLetterOf.length > 0
  const caution = samplingCaution(queue)
  const look = (force: boolean) => {
    close()
    sample.mutate(force)
  }
  const verb = sample.data ? 'Sample again' : 'Sample messages'
  return (
    <Section title="Messages" label>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <AbilityButton
            ability={actions?.sample}
            disabled={sample.isPending}
            onClick={() => (caution.refusedByDefault ? setAsking('sample') : look(false))}
          >
            {sample.isPending ? 'Receiving…' : verb}
          </AbilityButton>
          <AbilityButton ability={actions?.resend} onClick={() => setAsking('send')}>
            {isDead ? 'Send back…' : 'Send elsewhere…'}
          </AbilityButton>
          {isDead &&
            (redrive.latest?.status === 'running' ? (
              <AbilityButton
                ability={redrive.ability}
                disabled={redrive.stop.isPending}
                onClick={() => redrive.stop.mutate()}
              >
                {redrive.stop.isPending ? 'Stopping…' : 'Stop redrive'}
              </AbilityButton>
            ) : (
              <AbilityButton
                ability={redrive.ability}
                disabled={redrive.latest?.status === 'cancelling'}
                onClick={() => setAsking('redrive')}
              >
                Redrive queue…
              </AbilityButton>
            ))}
          <AbilityButton
            ability={actions?.purge}
            look="bareDanger"
            className="md:ml-auto"
            onClick={() => setAsking('purge')}
          >
            Purge queue…
          </AbilityButton>
          <p className="min-w-0 basis-full text-muted text-small">{caution.sentence}</p>
        </div>
        <RedriveStatus latest={redrive.latest} failure={redrive.failure} />
        {sample.error && <Notice tone="danger">{errorSentence(sample.error)}</Notice>}
        {sample.data && (
          <SampledMessages
            key={sample.submittedAt}
            answer={sample.data}
            queue={queue}
            app={app}
            ability={actions?.resend}
            outcomes={outcomes}
            onOutcomes={note}
          />
        )}
      </div>
      <Dialog
        open={asking === 'sample'}
        onOpenChange={(open) => !open && close()}
        title={`Receive messages of ${queue.name}?`}
        description={caution.sentence}
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button look="danger" onClick={() => look(true)}>
              Receive all the same
            </Button>
          </>
        }
      />
      {asking === 'send' && (
        <SendManyDialog
          queue={queue}
          app={app}
          names={[...new Set(sample.data?.items.flatMap(({ name }) => name ?? []))]}
          onOutcomes={note}
          onClose={close}
        />
      )}
      {asking === 'redrive' && (
        <RedriveDialog
          queue={queue}
          app={app}
          onClose={close}
          onStarted={(list) => {
            close()
            // What was sampled is on its way.
            sample.reset()
            void redrive.take(list)
          }}
        />
      )}
      {asking === 'purge' && <PurgeDialog queue={queue} app={app} onClose={close} onPurged={() => sample.reset()} />}
    </Section>
  )
}
