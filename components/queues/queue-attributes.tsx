import type { ReactNode } from 'react'
import { Duration } from '@/components/ui/duration'
import { formatNumber } from '@/components/ui/format-number'
import { Section } from '@/components/ui/section'
import type { Queue } from '@/lib/contract/queues'
import { QueueName } from './queue-name'

const notRead = 'SQS did not say: the dashboard needs sqs:GetQueueAttributes.'

/** How the queue is set up in SQS. */
export function QueueAttributes({ queue, app }: { queue: Queue; app: string | null }) {
  const { deadLetter, deadLetterOf, maxReceiveCount } = queue
  return (
    <Section title="Attributes">
      <dl className="grid max-w-2xl grid-cols-[minmax(140px,auto)_1fr] border-line border-t text-list">
        <Row label="Kind">{queue.fifo ? 'FIFO: ordered within a message group, delivered once' : 'Standard'}</Row>
        <Row label="Visibility timeout">
          <Duration seconds={queue.visibilityTimeoutSeconds} unknownReason={notRead} />
        </Row>
        <Row label="Retention">
          <Duration seconds={queue.retentionSeconds} unknownReason={notRead} />
        </Row>
        <Row label="Dead-letter queue">
          {deadLetter ? (
            <span className="flex flex-wrap gap-x-2">
              {deadLetter.visible === null ? (
                deadLetter.name
              ) : (
                <QueueName queue={{ ...deadLetter, fifo: false }} app={app} />
              )}
              {maxReceiveCount !== null && (
                <span className="text-muted">after {formatNumber(maxReceiveCount)} receives</span>
              )}
            </span>
          ) : (
            <span className="text-muted">none: a message that is never deleted comes back until it expires</span>
          )}
        </Row>
        {deadLetterOf.length > 0 && (
          <Row label="Dead letters of">
            <span className="flex flex-wrap gap-x-3">
              {deadLetterOf.map((name) => (
                <QueueName key={name} queue={{ name, fifo: false }} app={app} />
              ))}
            </span>
          </Row>
        )}
      </dl>
    </Section>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="col-span-full grid min-h-9 grid-cols-subgrid items-center border-line border-b py-1.5">
      <dt className="pr-4 text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
