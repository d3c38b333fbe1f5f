import clsx from 'clsx'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { Bytes } from '@/components/ui/bytes'
import { formatNumber } from '@/components/ui/format-number'
import { ShallowLink } from '@/components/ui/shallow-link'
import { Cell } from '@/components/ui/table'
import { jobHref } from '@/lib/client/hrefs'
import type { Activity } from '@/lib/contract/activity'
import { outcomeWords, sentenceOf, whyOf } from './activity.model'
import { useFilterHref } from './activity-filters'
import { LogRow, LogTable } from './log-table'

const outcomeTones: Record<string, string> = {
  done: 'text-muted',
  partly: 'text-warn',
  failed: 'text-danger',
}

/** The log: who did what, to how much, and how it ended. */
export function ActivityTable({ lines, app }: { lines: Activity[]; app: string | null }) {
  return (
    <LogTable caption="Activity" figures={['Count', 'Size']} ending="Outcome">
      {lines.map((line) => (
        <Line key={line.id} line={line} app={app} />
      ))}
    </LogTable>
  )
}

function Line({ line, app }: { line: Activity; app: string | null }) {
  const hrefWith = useFilterHref()
  return (
    <LogRow at={line.at} actor={line.actor} what={<What line={line} app={app} />}>
      <Cell number className="py-1.5 align-top max-md:hidden">
        {line.count === null ? (
          ''
        ) : line.jobId === null ? (
          formatNumber(line.count)
        ) : (
          <Link href={jobHref(app, line.jobId)} className="hover:underline">
            {formatNumber(line.count)}
          </Link>
        )}
      </Cell>
      <Cell number className="py-1.5 align-top max-md:hidden">
        {line.bytes === null || line.bytes === 0 ? '' : <Bytes bytes={line.bytes} />}
      </Cell>
      <Cell className="whitespace-nowrap py-1.5 align-top">
        <ShallowLink
          href={hrefWith({ outcome: line.outcome })}
          className={clsx('hover:underline', outcomeTones[line.outcome] ?? 'text-muted')}
        >
          {outcomeWords[line.outcome] ?? <InertText text={line.outcome} oneLine />}
        </ShallowLink>
      </Cell>
    </LogRow>
  )
}

function What({ line, app }: { line: Activity; app: string | null }) {
  const { before, subject, href, code, after } = sentenceOf(line, app)
  const why = whyOf(line)
  const name = (
    <span className={code ? 'font-mono text-small' : 'font-semibold'}>
      <InertText text={subject} oneLine />
    </span>
  )
  return (
    <span className="line-clamp-4 wrap-anywhere">
      <InertText text={before} oneLine />{' '}
      {href === null ? (
        name
      ) : (
        <Link href={href} prefetch={false} className="hover:underline">
          {name}
        </Link>
      )}{' '}
      <InertText text={after} oneLine />
      {why !== null && (
        <span className="block text-small text-warn">
          <InertText text={why} oneLine />
        </span>
      )}
      {line.reason !== null && (
        <span className="block text-muted text-small">
          <InertText text={line.reason} oneLine />
        </span>
      )}
    </span>
  )
}
