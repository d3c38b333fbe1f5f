import Link from 'next/link'
import { DepthBar } from '@/components/charts/depth-bar'
import { DeadLetters } from '@/components/queues/dead-letters'
import { Approximate } from '@/components/queues/depth-figures'
import { QueueName } from '@/components/queues/queue-name'
import { QueueSparkline, trendHint } from '@/components/queues/queue-sparkline'
import { depthScale, sharersOf } from '@/components/queues/queues.model'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { queuesHref } from '@/lib/client/hrefs'
import type { Overview } from '@/lib/contract/overview'

/** The watched queues on one scale; dead letters as a number beside their source. */
export function QueuesBrief({ overview, app }: { overview: Overview; app: string | null }) {
  const sources = overview.queues.filter(({ deadLetterOf }) => deadLetterOf.length === 0)
  const max = depthScale(sources)
  return (
    <Section
      title="Queues"
      className="min-w-0"
      aside={
        <Link href={queuesHref(app)} className="hover:text-fg hover:underline">
          All queues
        </Link>
      }
    >
      {sources.length === 0 ? (
        <p className="border-line border-t py-3 text-list text-muted">
          {overview.waiting === null
            ? 'No broker is configured: set CELERY_BROKER_URL to sqs:// to see queue depth.'
            : 'No queue has been seen yet.'}
        </p>
      ) : (
        <Table className="table-fixed">
          <thead>
            <tr>
              <HeadCell>Queue</HeadCell>
              <HeadCell number className="w-24">
                Waiting
              </HeadCell>
              <HeadCell className="w-20 max-md:hidden">
                <span className="sr-only">Waiting as a bar</span>
              </HeadCell>
              <HeadCell number className="w-18">
                In flight
              </HeadCell>
              <HeadCell number className="w-24">
                Dead letters
              </HeadCell>
              <HeadCell className="w-28 max-md:hidden">
                <span data-hint={trendHint}>Trend</span>
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {sources.map((queue) => (
              <tr key={queue.name} className="hover:bg-hover">
                <Cell>
                  <QueueName queue={queue} app={app} />
                </Cell>
                <Cell number>
                  <Approximate value={queue.visible} />
                </Cell>
                <Cell className="max-md:hidden">
                  <DepthBar value={queue.visible} max={max} />
                </Cell>
                <Cell number>
                  <Approximate value={queue.inFlight} className="text-muted" />
                </Cell>
                <Cell number>
                  <DeadLetters deadLetter={queue.deadLetter} app={app} sharers={sharersOf(queue, overview.queues)} />
                </Cell>
                <Cell className="max-md:hidden">
                  <QueueSparkline queue={queue} width={96} />
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}
