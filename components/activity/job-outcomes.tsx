import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { formatNumber } from '@/components/ui/format-number'
import { MonoId } from '@/components/ui/mono-id'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { taskHref } from '@/lib/client/hrefs'
import type { BulkDetail } from '@/lib/contract/bulk'
import { reasonWords } from './job-words.model'

const tones = { skipped: 'text-muted', failed: 'text-danger', uncertain: 'text-warn' }

/** What was not simply done: the reasons together, then task by task. */
export function JobOutcomes({ job, app }: { job: BulkDetail; app: string | null }) {
  const all = job.reasons.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return null
  const cut = job.outcomes.length < all
  return (
    <>
      <Section title="Reasons">
        <ul className="border-line border-t text-list">
          {job.reasons.map(({ code, count }) => (
            <li key={code} className="flex gap-4 border-line border-b py-1.5">
              <span className="min-w-16 text-right tabular-nums">{formatNumber(count)}</span>
              <span>
                <InertText text={reasonWords(code)} oneLine />
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title="Not simply done"
        aside={cut ? `the newest ${formatNumber(job.outcomes.length)} of ${formatNumber(all)}` : undefined}
      >
        <Table>
          <thead>
            <tr>
              <HeadCell>Task</HeadCell>
              <HeadCell>Outcome</HeadCell>
              <HeadCell className="w-full">Why</HeadCell>
              <HeadCell number className="max-md:hidden">
                When
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {job.outcomes.map(({ key, taskId, outcome, message, at }) => (
              <tr key={key} className="hover:bg-hover">
                <Cell className="whitespace-nowrap">
                  <Link href={taskHref(app, taskId)} prefetch={false} className="hover:underline">
                    <MonoId id={taskId} />
                  </Link>
                </Cell>
                <Cell className={tones[outcome]}>{outcome}</Cell>
                <Cell className="max-w-0 py-1.5 wrap-anywhere">
                  <InertText text={message} oneLine />
                </Cell>
                <Cell number className="max-md:hidden">
                  <RelativeTime at={at} />
                </Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  )
}
