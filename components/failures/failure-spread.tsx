import Link from 'next/link'
import type { ReactNode } from 'react'
import { InertText } from '@/components/json/inert-text'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { taskHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { FailureDetail } from '@/lib/contract/failures'
import { unnamedType } from '@/lib/contract/values'
import { allOf, fieldText } from '@/lib/search/print-search'

/** Where a failure happens: its types, its workers, and the messages it comes with. */
export function FailureSpread({ failure, app }: { failure: FailureDetail; app: string | null }) {
  const { types, workers, variants, fingerprint } = failure
  return (
    <div className="grid gap-x-8 gap-y-6 lg:grid-cols-3">
      <Section title="Types" className="min-w-0">
        <Lines empty="None in this window.">
          {types.map(({ name, count }) => (
            <Line
              key={name ?? unnamedType}
              href={tasksHref({
                app,
                q: allOf(fieldText('failure', fingerprint), name === null ? 'is:unnamed' : fieldText('type', name)),
                from: failure.from,
              })}
              text={name ?? unnamedType}
              count={count}
            />
          ))}
        </Lines>
      </Section>
      <Section title="Workers, since ever" className="min-w-0">
        <Lines empty="No worker is stored: Celery stores it with result_extended = True.">
          {workers.map(({ worker, count, lastSeen }) => (
            <Line
              key={worker}
              href={tasksHref({
                app,
                q: allOf(fieldText('failure', fingerprint), fieldText('worker', worker)),
                window: 'all',
              })}
              text={worker}
              count={count}
              at={lastSeen}
            />
          ))}
        </Lines>
      </Section>
      <Section
        title="Variants"
        className="min-w-0"
        aside={variants.among > 0 && `of the newest ${formatNumber(variants.among)} stored`}
      >
        <Lines empty="None of its results is stored any more.">
          {variants.items.map(({ message, count, lastSeen, sampleTaskId }) => (
            <Line
              key={message}
              href={taskHref(app, sampleTaskId)}
              text={message || 'Without a message'}
              count={count}
              at={lastSeen}
            />
          ))}
        </Lines>
      </Section>
    </div>
  )
}

function Lines({ children, empty }: { children: ReactNode[]; empty: string }) {
  if (children.length === 0) return <p className="border-line border-t py-3 text-list text-muted">{empty}</p>
  return <ul className="max-h-72 overflow-y-auto border-line border-t text-list">{children}</ul>
}

function Line({ href, text, count, at }: { href: string; text: string; count: number; at?: string }) {
  return (
    <li className="border-line border-b">
      <Link
        href={href}
        className="flex h-9 items-center gap-3 hover:bg-hover"
        data-hint={text.length > 40 ? text : undefined}
      >
        <span className="min-w-0 flex-1 truncate">
          <InertText text={text} oneLine />
        </span>
        {at && (
          <span className="text-muted">
            <RelativeTime at={at} />
          </span>
        )}
        <span className="w-12 shrink-0 text-right">{formatNumber(count)}</span>
      </Link>
    </li>
  )
}
