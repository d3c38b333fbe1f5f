import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { windowLabels } from '@/components/layout/window-switch'
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
          Nothing failed in the last {windowLabels[window]}.
        </p>
      ) : (
        <Table className="table-fixed">
          <thead>
            <tr>
              <HeadCell>Exception</HeadCell>
              <HeadCell className="w-[34%] max-md:hidden">Type</HeadCell>
              <HeadCell number className="w-16">
                Count
              </HeadCell>
              <HeadCell number className="w-24">
                Last
              </HeadCell>
            </tr>
          </thead>
          <tbody>
            {failing.map(({ exceptionType, name, count, message, lastAt, sampleTaskId }) => {
              const href = tasksHref({
                app,
                state: ['FAILURE'],
                exception: exceptionType,
                name: name === null ? [] : [name],
                from,
              })
              return (
                <tr key={JSON.stringify([exceptionType, name])} className="hover:bg-hover">
                  <Cell>
                    <Link href={href} className="block truncate py-2 hover:underline" data-hint={message || undefined}>
                      <span className="font-semibold">
                        <InertText text={exceptionType} oneLine />
                      </span>
                      {message && (
                        <span className="text-muted">
                          {' '}
                          <InertText text={message} oneLine />
                        </span>
                      )}
                    </Link>
                    <span className="-mt-2 block truncate pb-2 text-muted text-small md:hidden">
                      <TypeName name={name} />
                    </span>
                  </Cell>
                  <Cell className="truncate max-md:hidden">
                    <TypeName name={name} />
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
            })}
          </tbody>
        </Table>
      )}
    </Section>
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
