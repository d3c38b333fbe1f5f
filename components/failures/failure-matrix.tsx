'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { formatNumber } from '@/components/ui/format-number'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { failureMatrixQuery } from '@/lib/client/queries/failures'
import { refreshEvery, useRefresh } from '@/lib/client/refresh'
import { tasksHref } from '@/lib/client/task-search'
import { fieldText } from '@/lib/search/print-search'

const words = { '1h': '1 h', '3h': '3 h', '24h': '24 h', '3d': '3 d', '7d': '7 d' }

/** Which exceptions are new, which are always there: every number leads to the tasks it counts. */
export function FailureMatrix({ app }: { app: string | null }) {
  const { data } = useQuery({ ...failureMatrixQuery(app), ...useRefresh(refreshEvery.overview) })
  if (!data || data.rows.length === 0) return null
  return (
    <Section title="By exception and time">
      <Table className="table-fixed">
        <thead>
          <tr>
            <HeadCell>Exception</HeadCell>
            {data.columns.map(({ name }) => (
              <HeadCell key={name} number className="w-16 md:w-24">
                <span className="max-md:hidden">last </span>
                {words[name]}
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(({ exceptionType, counts }) => (
            <tr key={exceptionType} className="hover:bg-hover">
              <Cell className="truncate">
                {exceptionType === '' ? (
                  <span className="text-muted">No exception stored</span>
                ) : (
                  <InertText text={exceptionType} oneLine />
                )}
              </Cell>
              {data.columns.map(({ name, from }, at) => (
                <Cell key={name} number>
                  <Times count={counts[at] ?? 0} href={hrefOf(app, exceptionType, from)} />
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function Times({ count, href }: { count: number; href: string }) {
  if (count === 0) return <span className="text-faint">0</span>
  return (
    <Link href={href} className="hover:underline">
      {formatNumber(count)}
    </Link>
  )
}

function hrefOf(app: string | null, exceptionType: string, from: string): string {
  const exception = exceptionType === '' ? {} : { q: fieldText('exc', exceptionType) }
  return tasksHref({ app, state: ['FAILURE'], from, ...exception })
}
