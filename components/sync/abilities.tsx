import { Section } from '@/components/ui/section'
import type { Features } from '@/lib/contract/features'
import { Row } from './watched'

const labels: Record<keyof Features['actions'], string> = {
  forget: 'Forget result',
  retry: 'Retry task',
  send: 'Send task',
  sync: 'Sweep now',
  sample: 'Sample queue',
  resend: 'Send back',
  redrive: 'Redrive queue',
  purge: 'Purge queue',
  deleteQueue: 'Delete litter',
}

/** What can be done here, and why not where it cannot. */
export function Abilities({ features: { actions } }: { features: Features }) {
  return (
    <Section title="What can be done here" className="min-w-0">
      <dl className="grid grid-cols-[128px_1fr] border-line border-t text-list">
        {(Object.keys(labels) as (keyof typeof labels)[]).map((name) => {
          const { ok, reason } = actions[name]
          return (
            <Row key={name} label={labels[name]}>
              {ok ? 'Yes' : <span className="text-warn">No. {reason}</span>}
            </Row>
          )
        })}
      </dl>
    </Section>
  )
}
