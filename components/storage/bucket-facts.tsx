import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import type { BucketFacts as Facts } from '@/lib/contract/storage'

type Fact<V> = { known: true; value: V } | { known: false; reason: string }

/** What the bucket itself is set to do with results. */
export function BucketFacts({ bucket }: { bucket: Facts }) {
  const { versioning, lifecycleRules, encryption, objectLock } = bucket
  const keepsVersions = versioning.known && versioning.value !== 'off'
  return (
    <Section title="Bucket" className="min-w-0">
      {keepsVersions && (
        <Notice tone="warn" className="mb-2">
          Versioning is {versioning.value}: forgetting a result hides it behind a marker, and the older versions stay
          stored and billed. Expire noncurrent versions by a lifecycle rule.
        </Notice>
      )}
      <dl className="border-line border-t text-list">
        <Row label="Versioning">{told(versioning, (value) => value)}</Row>
        <Row label="Lifecycle rules that touch results">
          {told(lifecycleRules, (rules) =>
            rules.length === 0 ? (
              'none: S3 keeps results until somebody deletes them'
            ) : (
              <ul>
                {rules.map((rule) => (
                  <li key={`${rule.id} ${rule.prefix} ${rule.does}`} className="[overflow-wrap:anywhere]">
                    <InertText
                      text={`${rule.id ?? 'no id'}: ${rule.does}, ${rule.prefix === '' ? 'whole bucket' : rule.prefix}`}
                      oneLine
                    />
                    {!rule.enabled && <span className="text-muted"> (disabled)</span>}
                  </li>
                ))}
              </ul>
            ),
          )}
        </Row>
        <Row label="Default encryption">{told(encryption, (value) => value)}</Row>
        <Row label="Object lock">{told(objectLock, (value) => (value ? 'on' : 'off'))}</Row>
      </dl>
    </Section>
  )
}

function told<V>(fact: Fact<V>, say: (value: V) => ReactNode): ReactNode {
  if (fact.known) return say(fact.value)
  return (
    <span className="text-muted [overflow-wrap:anywhere]">
      unknown. <InertText text={fact.reason} oneLine />
    </span>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-9 items-start gap-4 border-line border-b py-2">
      <dt className="w-40 shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  )
}
