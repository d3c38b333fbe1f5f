'use client'

import Link from 'next/link'
import { Sparkline } from '@/components/charts/sparkline'
import { InertText } from '@/components/json/inert-text'
import { Bytes } from '@/components/ui/bytes'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber, formatPercent } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { RelativeTime } from '@/components/ui/relative-time'
import { ShallowLink } from '@/components/ui/shallow-link'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { typeHref } from '@/lib/client/hrefs'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import type { TypeList, TypeSummary } from '@/lib/contract/types'
import { unnamedType, type WindowName } from '@/lib/contract/values'
import { Change } from './change'
import type { TypeSort } from './types.model'

export const runtimeUnknown =
  'No run time is known: enable task_track_started, so that the start of a task is stored and seen.'
const unnamedHint =
  'These tasks were stored without their name. Set result_extended = True, and Celery stores name, arguments, worker and queue.'

const columns: { sort: TypeSort; label: string; number?: boolean; className?: string; hint: string }[] = [
  { sort: 'health', label: 'Trend', className: 'max-md:hidden', hint: 'Unhealthy first' },
  { sort: 'finished', label: 'Finished', number: true, hint: 'Most finished first' },
  { sort: 'success', label: 'Success', number: true, hint: 'Lowest success rate first' },
  { sort: 'failed', label: 'Failed', number: true, hint: 'Most failures first' },
  { sort: 'runtime', label: 'p50 / p95', number: true, className: 'max-lg:hidden', hint: 'Slowest p95 first' },
  { sort: 'stored', label: 'Stored', number: true, className: 'max-md:hidden', hint: 'Most bytes first' },
  { sort: 'lastSeen', label: 'Last seen', number: true, className: 'max-lg:hidden', hint: 'Last seen first' },
]

type Props = {
  list: TypeList
  types: TypeSummary[]
  sort: TypeSort
  sortHref: (sort: TypeSort) => string
  app: string | null
}

/** One row a type; the figures of the window, and what is stored of any age. */
export function TypeTable({ list, types, sort, sortHref, app }: Props) {
  return (
    <Table className="table-fixed">
      <thead>
        <tr>
          <HeadCell aria-sort={sort === 'name' ? 'ascending' : undefined} className="w-[44%] md:w-[26%]">
            <SortLink href={sortHref('name')} current={sort === 'name'} hint="By name, from A" arrow>
              Type
            </SortLink>
          </HeadCell>
          {columns.map((column) => (
            <HeadCell
              key={column.sort}
              number={column.number}
              className={column.className}
              aria-sort={sort === column.sort ? 'descending' : undefined}
            >
              <SortLink
                href={sortHref(column.sort)}
                current={sort === column.sort}
                hint={column.hint}
                // Health is no figure of this column.
                arrow={column.sort !== 'health'}
              >
                {column.label}
              </SortLink>
            </HeadCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {types.map((type) => (
          <TypeRow key={type.name ?? unnamedType} type={type} list={list} app={app} />
        ))}
      </tbody>
    </Table>
  )
}

function SortLink(props: { href: string; current: boolean; hint: string; arrow: boolean; children: string }) {
  return (
    <ShallowLink
      href={props.href}
      data-hint={props.hint}
      className={props.current ? 'font-semibold text-fg' : 'hover:text-fg hover:underline'}
    >
      {props.children}
      {props.current && props.arrow && <span aria-hidden="true"> ↓</span>}
    </ShallowLink>
  )
}

/** What counts as finished. */
export const readyStates = ['SUCCESS', 'FAILURE', 'REVOKED']

/** The tasks of a type. Those without a name are searched for by that. */
export function ofType(name: string | null): Partial<TaskSearch> {
  return name === null ? { q: 'is:unnamed' } : { name: [name] }
}

function TypeRow({ type, list, app }: { type: TypeSummary; list: TypeList; app: string | null }) {
  const { name, finished, failed, previous, runtime, stored, lastSeen } = type
  const href = (more: Partial<TaskSearch> = {}) => tasksHref({ app, from: list.from, ...ofType(name), ...more })
  return (
    <tr className="hover:bg-hover">
      <Cell className="h-12!">
        <Link
          href={withWindow(typeHref(app, name), list.window)}
          className="block hover:underline max-md:line-clamp-2 max-md:[overflow-wrap:anywhere] md:truncate"
          data-hint={name === null ? unnamedHint : name}
        >
          {name === null ? <span className="text-muted">{unnamedType}</span> : <InertText text={name} oneLine />}
        </Link>
      </Cell>
      <Cell className="max-md:hidden">
        <Sparkline
          readings={type.sparkline.map(({ at, finished: value }) => ({ atMs: Date.parse(at), value }))}
          fromMs={Date.parse(list.from)}
          toMs={Date.parse(list.to)}
          width={88}
          label={`${formatNumber(finished)} finished, ${formatNumber(failed)} failed`}
        />
      </Cell>
      <Cell number>
        <Link href={href({ state: readyStates })} className="hover:underline">
          {formatNumber(finished)}
        </Link>
        <span className="block max-md:hidden">
          <Change now={finished} before={previous.finished} />
        </span>
      </Cell>
      <Cell number>
        <SuccessRate type={type} />
      </Cell>
      <Cell number>
        {failed === 0 ? (
          <span className="text-muted">0</span>
        ) : (
          <Link href={href({ state: ['FAILURE'] })} className="font-semibold text-danger hover:underline">
            {formatNumber(failed)}
          </Link>
        )}
        <span className="block max-md:hidden">
          <Change now={failed} before={previous.failed} />
        </span>
      </Cell>
      <Cell number className="max-lg:hidden">
        {runtime === null ? (
          <UnknownDash reason={runtimeUnknown} />
        ) : (
          <span data-hint={`Of ${formatNumber(runtime.count)} tasks; the slowest took ${formatDuration(runtime.max)}.`}>
            {formatDuration(runtime.p50)} <span className="text-muted">/</span> {formatDuration(runtime.p95)}
          </span>
        )}
      </Cell>
      <Cell number className="max-md:hidden">
        <Link
          href={tasksHref({ app, window: 'all', sort: 'sizeBytes', ...ofType(name) })}
          className="block hover:underline"
        >
          <Bytes bytes={stored.bytes} />
        </Link>
        <span className="block text-muted text-small">
          {formatNumber(stored.objects)}, <Money dollars={stored.dollarsPerMonth} basis={list.basis} />
          /mo
        </span>
      </Cell>
      <Cell number className="text-muted max-lg:hidden">
        {lastSeen === null ? <UnknownDash reason="Never seen." /> : <RelativeTime at={lastSeen} />}
      </Cell>
    </tr>
  )
}

export function withWindow(href: string, window: WindowName): string {
  if (window === '24h') return href
  return `${href}${href.includes('?') ? '&' : '?'}window=${window}`
}

function SuccessRate({ type: { successRate, previous } }: { type: TypeSummary }) {
  if (successRate === null) return <UnknownDash reason="Nothing finished in this window." />
  const before = previous.successRate
  const points = before === null ? 0 : (successRate - before) * 100
  return (
    <>
      {formatPercent(successRate)}
      {Math.abs(points) >= 0.1 && before !== null && (
        <span
          className="block text-muted text-small max-md:hidden"
          data-hint={`${formatPercent(before)} in the window before`}
        >
          <span aria-hidden="true">{points > 0 ? '▲' : '▼'}</span>
          <span className="sr-only">{points > 0 ? 'up by' : 'down by'}</span> {Math.abs(points).toFixed(1)} pt
        </span>
      )}
    </>
  )
}
