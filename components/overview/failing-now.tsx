import Link from 'next/link'
import { Sparkline } from '@/components/charts/sparkline'
import { InertText } from '@/components/json/inert-text'
import { windowSentences } from '@/components/layout/window-words'
import { formatNumber } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { failureHref, failuresHref, taskHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { Overview } from '@/lib/contract/overview'
import { fieldText } from '@/lib/search/print-search'

/** The most frequent failure groups of the window that nobody has resolved or ignored. */
export function FailingNow({ overview, app }: { overview: Overview; app: string | null }) {
  const { failing, window } = overview
  return (
    <Section
      title="Failing now"
      className="min-w-0"
      aside={
        <Link href={failuresHref(app)} className="hover:text-fg hover:underline">
          All failures
        </Link>
      }
    >
      {failing.length === 0 ? (
        <p className="border-line border-t py-3 text-list text-muted">
          Nothing failed in the {windowSentences[window]}.
        </p>
      ) : (
        <Table className="table-fixed">
          <thead>
            <tr>
              <HeadCell>Exception and type</HeadCell>
              <HeadCell className="w-24 max-md:hidden">Trend</HeadCell>
              <HeadCell number className="w-20">
                Count
              </HeadCell>
              <HeadCell number className="w-24">
                Last
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {failing.map((group) => (
              <FailingRow key={group.fingerprint} group={group} overview={overview} app={app} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

function FailingRow(props: { group: Overview['failing'][number]; overview: Overview; app: string | null }) {
  const { app, overview } = props
  const { exceptionType, pattern, types, count, lastSeen, sample, fingerprint, sparkline } = props.group
  const href = failureHref(app, fingerprint)
  return (
    <tr className="hover:bg-hover">
      <Cell className="h-12!">
        <Link href={href} className="group block" data-hint={sample.message || undefined}>
          <span className="block truncate group-hover:underline">
            <span className="font-semibold">
              {exceptionType === '' ? 'No exception stored' : <InertText text={exceptionType} oneLine />}
            </span>
            {pattern && (
              <span className="text-muted">
                {' '}
                <InertText text={pattern} oneLine />
              </span>
            )}
          </span>
          <span className="block truncate text-muted text-small">
            <TypeName name={types[0]?.name ?? null} />
            {types.length > 1 && ` and ${types.length - 1} more`}
          </span>
        </Link>
      </Cell>
      <Cell className="max-md:hidden">
        <Sparkline
          readings={sparkline.map(({ at, count: value }) => ({ atMs: Date.parse(at), value }))}
          fromMs={Date.parse(overview.from)}
          toMs={Date.parse(overview.to)}
          width={72}
          label={`${formatNumber(count)} failures in the ${windowSentences[overview.window]}`}
        />
      </Cell>
      <Cell number>
        <Link
          href={tasksHref({ app, q: fieldText('failure', fingerprint), from: overview.from })}
          className="hover:underline"
        >
          {formatNumber(count)}
        </Link>
      </Cell>
      <Cell number>
        <Link href={taskHref(app, sample.taskId)} className="text-muted hover:underline">
          <RelativeTime at={lastSeen} />
        </Link>
      </Cell>
    </tr>
  )
}

export function TypeName({ name }: { name: string | null }) {
  if (name === null) return <UnknownDash reason="The task's name is not stored: enable result_extended." />
  return (
    <span data-hint={name.length > 30 ? name : undefined}>
      <InertText text={name} oneLine />
    </span>
  )
}
