import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { Bytes } from '@/components/ui/bytes'
import { formatCount } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { MonoId } from '@/components/ui/mono-id'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { StateBadge } from '@/components/ui/state-badge'
import { taskHref } from '@/lib/client/hrefs'
import type { BulkPreview } from '@/lib/contract/bulk'

/** What was counted: how many, how much, what should be known before, and some of them. Room for it while it is counted. */
export function BulkSample({ app, preview }: { app: string | null; preview: BulkPreview | undefined }) {
  if (!preview)
    return (
      <div aria-busy="true">
        <p className="sr-only" role="status">
          Counting
        </p>
        <Skeleton className="h-5 w-60" />
        <Skeleton className="mt-3 h-[168px] w-full" />
      </div>
    )
  const { count, exact, bytes, dollarsPerMonth, sample, warnings } = preview
  if (count === 0) return <p className="text-muted">Nothing matches any more.</p>
  return (
    <>
      <p className="text-list tabular-nums">
        <strong className="font-semibold">{formatCount(count, exact)}</strong> · <Bytes bytes={bytes} />
        {' · '}
        <Money dollars={dollarsPerMonth} basis="What they cost a month in storage." /> a month
      </p>
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn" className="mt-2">
          {warning}
        </Notice>
      ))}
      {/* A list that scrolls has to be reached by the keyboard. */}
      <ul
        aria-label="Some of them"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus (WCAG 2.1.1).
        tabIndex={0}
        className="mt-3 max-h-[168px] overflow-y-auto rounded border border-line text-list"
      >
        {sample.map(({ taskId, name, state, occurredAt }) => (
          <li key={taskId} className="flex h-7 items-center gap-3 border-line border-b px-2 last:border-b-0">
            <StateBadge state={state} className="w-24 shrink-0 overflow-hidden" />
            <Link href={taskHref(app, taskId)} target="_blank" className="min-w-0 flex-1 truncate hover:underline">
              {name !== null && <InertText text={name} oneLine />}{' '}
              <MonoId id={taskId} className="text-muted text-small" />
            </Link>
            <RelativeTime at={occurredAt} className="shrink-0 text-muted text-small" />
          </li>
        ))}
      </ul>
      {sample.length < count && (
        <p className="mt-1 text-muted text-small">{sample.length} of them, in no special order.</p>
      )}
    </>
  )
}
