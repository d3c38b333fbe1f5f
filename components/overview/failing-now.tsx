import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { windowSentences } from '@/components/layout/window-words'
import { formatCount } from '@/components/ui/format-number'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { taskHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { Overview } from '@/lib/contract/overview'

/** The most frequent failures of the window by exception and task type. */
export function FailingNow({ overview, app }: { overview: Overview; app: string | null }) {
  const { failing, from, window } = overview
  return (
    <Section title="Failing now" className="min-w-0">
      {failing.length === 0 ? (
        <p className="border-line border-t py-3 text-list text-muted">
          Nothing failed in the {windowSentences[window]}.
        </p>
      ) : (
        <Table className="table-fixed">
          <thead>
            <tr>
              <HeadCell>Exception and type</HeadCell>
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
              <FailingRow key={JSON.stringify([group.exceptionType, group.name])} group={group} from={from} app={app} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

function FailingRow(props: { group: Overview['failing'][number]; from: string; app: string | null }) {
  const { exceptionType, name, count, message, lastAt, sampleTaskId } = props.group
  const { app, from } = props
  const names = name === null ? [] : [name]
  const href = tasksHref({ app, state: ['FAILURE'], exception: exceptionType, name: names, from })
  return (
    <tr className="hover:bg-hover">
      <Cell className="h-12!">
        <Link href={href} className="group block" data-hint={message || undefined}>
          <span className="block truncate group-hover:underline">
            <span className="font-semibold">
              {exceptionType === null ? 'No exception stored' : <InertText text={exceptionType} oneLine />}
            </span>
            {message && (
              <span className="text-muted">
                {' '}
                <InertText text={message} oneLine />
              </span>
            )}
          </span>
          <span className="block truncate text-muted text-small">
            <TypeName name={name} />
          </span>
        </Link>
      </Cell>
      <Cell number>
        <Link href={href} className="hover:underline">
          {formatCount(count.count, count.exact)}
        </Link>
      </Cell>
      <Cell number>
        <Link href={taskHref(app, sampleTaskId)} className="text-muted hover:underline">
          <RelativeTime at={lastAt} />
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
