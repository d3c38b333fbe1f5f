import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import { Button } from '@/components/ui/button'
import { Bytes } from '@/components/ui/bytes'
import { CopyButton } from '@/components/ui/copy-button'
import { ExactTime } from '@/components/ui/exact-time'
import { Section } from '@/components/ui/section'
import type { TaskDetail } from '@/lib/contract/tasks'

/** The object in S3 this page was made from. */
export function StoredObject({ task, rawHref }: { task: TaskDetail; rawHref: string | null }) {
  const { stored } = task
  return (
    <Section title="Stored object" aside={<CopyButton text={stored.uri} label="Copy S3 address" />}>
      <p className="mb-2 break-all font-mono text-small text-muted">
        <InertText text={stored.uri} oneLine />
      </p>
      <dl className="text-list">
        <Row label="Size">
          <Bytes bytes={stored.sizeBytes} />
          {task.serializer && <span className="text-muted"> · {task.serializer}</span>}
        </Row>
        <Row label="Stored">
          <ExactTime at={stored.lastModified} />
        </Row>
        {task.dateDone && (
          <Row label="date_done">
            <ExactTime at={task.dateDone} />
          </Row>
        )}
        <Row label="Class">{stored.storageClass}</Row>
        <Row label="ETag">
          <span className="break-all font-mono text-small">{stored.etag}</span>
        </Row>
        {stored.contentType && <Row label="Type">{stored.contentType}</Row>}
        {stored.serverSideEncryption && <Row label="Encryption">{stored.serverSideEncryption}</Row>}
        {stored.versionId && (
          <Row label="Version">
            <span className="break-all font-mono text-small">{stored.versionId}</span>
          </Row>
        )}
      </dl>
      {!stored.fresh && (
        <p className="mt-2 text-muted text-small">
          Shown from the index: the object is too large to read for this page, or S3 could not be asked.
        </p>
      )}
      {rawHref && (
        <Button asChild size="small" className="mt-3">
          <a href={rawHref} download>
            <Download size={14} aria-hidden="true" /> Download stored document
          </a>
        </Button>
      )}
    </Section>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 border-line border-b py-1.5 last:border-b-0">
      <dt className="w-20 shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
