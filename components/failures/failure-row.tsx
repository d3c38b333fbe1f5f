'use client'

import Link from 'next/link'
import { Sparkline } from '@/components/charts/sparkline'
import { InertText } from '@/components/json/inert-text'
import { Change } from '@/components/types/change'
import { withWindow } from '@/components/types/type-table'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Cell } from '@/components/ui/table'
import { failureHref, taskHref, typeHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { FailureGroup, FailureList } from '@/lib/contract/failures'
import { unnamedType } from '@/lib/contract/values'
import { fieldText } from '@/lib/search/print-search'
import { decisionsFor, decisionWords, titleOf } from './failures.model'
import { StatusBadge } from './status-badge'

type Props = {
  group: FailureGroup
  list: FailureList
  app: string | null
  selected: boolean
  onSelect: (selected: boolean) => void
  onDecide: (status: keyof typeof decisionWords) => void
}

/** One group: what it is, where it happens, how often, and what to do about it. */
export function FailureRow({ group, list, app, selected, onSelect, onDecide }: Props) {
  const { fingerprint, exceptionType, pattern, frame, types, count, previousCount, lastSeen, sample, status } = group
  const [first, ...others] = types
  return (
    <tr className="group hover:bg-hover" data-row={fingerprint}>
      <Cell className="w-7 max-md:hidden">
        <Checkbox
          label={`Select ${titleOf(group)}`}
          checked={selected}
          onChange={(event) => onSelect(event.target.checked)}
        />
      </Cell>
      <Cell className="h-14! py-1.5">
        <Link
          href={withWindow(failureHref(app, fingerprint), list.window)}
          className="block truncate hover:underline"
          data-hint={sample.message || undefined}
        >
          <span className="font-semibold">
            {exceptionType === '' ? 'No exception stored' : <InertText text={exceptionType} oneLine />}
          </span>{' '}
          <span className="text-muted">
            <InertText text={pattern} oneLine />
          </span>
        </Link>
        <span className="flex items-center gap-x-2 text-muted text-small">
          <StatusBadge group={group} />
          <span className="min-w-0 truncate">
            {first && (
              <Link href={typeHref(app, first.name)} className="hover:text-fg hover:underline">
                <InertText text={first.name ?? unnamedType} oneLine />
              </Link>
            )}
            {others.length > 0 && ` and ${others.length} more`}
            {frame !== null && (
              <>
                {' · '}
                <code className="font-mono">
                  <InertText text={frame} oneLine />
                </code>
              </>
            )}
          </span>
        </span>
      </Cell>
      <Cell className="w-28 max-lg:hidden">
        <Sparkline
          readings={group.sparkline.map(({ at, count: value }) => ({ atMs: Date.parse(at), value }))}
          fromMs={Date.parse(list.from)}
          toMs={Date.parse(list.to)}
          width={96}
          color="var(--state-failure)"
          label={`${formatNumber(count)} failures`}
        />
      </Cell>
      <Cell number className="w-20">
        <Link
          href={tasksHref({ app, q: fieldText('failure', fingerprint), from: list.from })}
          className="block hover:underline"
        >
          {formatNumber(count)}
        </Link>
        <Change now={count} before={previousCount} />
      </Cell>
      <Cell number className="w-24 text-muted max-md:hidden">
        <Link href={taskHref(app, sample.taskId)} className="hover:text-fg hover:underline">
          <RelativeTime at={lastSeen} />
        </Link>
      </Cell>
      <Cell className="w-40 max-md:hidden">
        <span className="flex justify-end">
          {decisionsFor(status).map((decision) => (
            <Button key={decision} look="quiet" size="small" onClick={() => onDecide(decision)}>
              {decisionWords[decision]}
              <span className="sr-only"> {titleOf(group)}</span>
            </Button>
          ))}
        </span>
      </Cell>
    </tr>
  )
}
