import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import { Section } from '@/components/ui/section'
import { UnknownDash } from '@/components/ui/unknown-dash'
import type { Features } from '@/lib/contract/features'

/** Which stores and brokers this dashboard looks at. */
export function Watched({ features }: { features: Features }) {
  return (
    <Section title="Watched" className="min-w-0">
      <div className="flex flex-col gap-3">
        {features.apps.map(({ id, label, store, broker }) => (
          <dl key={id} className="grid grid-cols-[96px_1fr] border-line border-t text-list">
            {features.apps.length > 1 && <Row label="App">{label}</Row>}
            <Row label="Results">
              <code className="break-all font-mono">
                <InertText text={store} oneLine />
              </code>
            </Row>
            <Row label="Broker">
              {broker === null ? (
                <UnknownDash reason="No broker is configured: set CELERY_BROKER_URL to sqs://." />
              ) : (
                <code className="break-all font-mono">
                  <InertText text={broker} oneLine />
                </code>
              )}
            </Row>
          </dl>
        ))}
      </div>
      <p className="mt-2 text-muted text-small">
        Tombstone {features.version}
        {features.demo ? ', demo with an emulated S3 and SQS' : ''}
      </p>
    </Section>
  )
}

export function Row({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="col-span-full grid min-h-9 grid-cols-subgrid items-center border-line border-b py-1.5">
      <dt className="pr-4 text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
