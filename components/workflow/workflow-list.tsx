import clsx from 'clsx'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { Duration } from '@/components/ui/duration'
import { formatNumber } from '@/components/ui/format-number'
import { MonoId } from '@/components/ui/mono-id'
import { RelativeTime } from '@/components/ui/relative-time'
import { StateBadge } from '@/components/ui/state-badge'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { UnknownDash } from '@/components/ui/unknown-dash'
import { groupHref, taskHref } from '@/lib/client/hrefs'
import type { WorkflowNode } from '@/lib/contract/workflows'
import { type Drawing, unlockName } from './drawing.model'
import { type ListRow, listRows } from './list.model'
import { NotStored, notStoredReason } from './not-stored'
import { StackButton } from './stack-button'

const deepest = 8
const relations = { child: 'started', member: 'member', chord: 'chord body', retry: 'sent again as' }
const waits = 'celery.chord_unlock never stores a result. It is sent again each second until the group is done.'

type Props = { drawing: Drawing; focus: string; app: string | null; label: string; onOpen: (stackId: string) => void }

/** The workflow as a table, what was started below what started it: for phones, for screen readers, for copying. */
export function WorkflowList({ drawing, focus, app, label, onOpen }: Props) {
  return (
    <Table>
      <caption className="sr-only">{label}</caption>
      <thead>
        <tr>
          <HeadCell className="max-md:w-full">Task</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell number className="max-md:hidden">
            Ran
          </HeadCell>
          <HeadCell number className="max-md:hidden">
            Retries
          </HeadCell>
          <HeadCell className="max-lg:hidden">Worker</HeadCell>
          <HeadCell number className="max-md:hidden">
            When
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {listRows(drawing).map((row) =>
          row.item.kind === 'stack' ? (
            <tr key={row.item.id}>
              <Cell colSpan={6}>
                <div className="w-56" style={indent(row.depth)}>
                  <span className="block h-7">
                    <StackButton stack={row.item} onOpen={onOpen} />
                  </span>
                </div>
              </Cell>
            </tr>
          ) : (
            <NodeRow key={row.item.id} row={row} node={row.item.node} app={app} current={row.item.id === focus} />
          ),
        )}
      </tbody>
    </Table>
  )
}

function indent(depth: number) {
  // Half as much on a phone, where the name would have no room left.
  return { marginLeft: `calc(${Math.min(depth, deepest)} * clamp(6px, 1.2vw, 16px))` }
}

function NodeRow(props: { row: ListRow; node: WorkflowNode; app: string | null; current: boolean }) {
  const { row, node, app, current } = props
  return (
    <tr className={clsx('hover:bg-hover', current && 'bg-active')} aria-current={current ? 'true' : undefined}>
      <Cell className="max-w-0 md:w-1/2">
        <div className="flex min-w-0 items-baseline gap-2" style={indent(row.depth)}>
          <span className="sr-only">
            Level {row.depth + 1}
            {row.relation && `, ${relations[row.relation]}`}:
          </span>
          <Link
            href={node.kind === 'group' ? groupHref(app, node.groupId ?? '') : taskHref(app, node.taskId ?? '')}
            prefetch={false}
            className={clsx('min-w-0 truncate hover:underline', (current || node.kind === 'group') && 'font-semibold')}
          >
            <Name node={node} />
          </Link>
          {(row.relation === 'chord' || row.relation === 'retry') && (
            <span className="shrink-0 text-muted text-small">{relations[row.relation]}</span>
          )}
        </div>
      </Cell>
      {node.kind === 'group' ? (
        <Cell colSpan={5} className="text-muted">
          {groupWords(node)}
        </Cell>
      ) : (
        <TaskCells node={node} />
      )}
    </tr>
  )
}

function Name({ node }: { node: WorkflowNode }) {
  if (node.kind === 'group') {
    const total = node.progress?.total ?? null
    return total === null ? 'Group' : `Group of ${formatNumber(total)}`
  }
  return node.name === null ? <MonoId id={node.taskId ?? ''} /> : <InertText text={node.name} oneLine />
}

function groupWords({ progress }: WorkflowNode): string {
  const { total, done, failed } = progress ?? { total: null, done: 0, failed: 0 }
  const of = total === null ? '' : ` of ${formatNumber(total)}`
  const rest = total === null ? ', of an unknown number' : ''
  return `${formatNumber(done)}${of} done${failed > 0 ? `, ${formatNumber(failed)} failed` : ''}${rest}`
}

function TaskCells({ node }: { node: WorkflowNode }) {
  const { state, name, runtimeSeconds, retries, worker, occurredAt } = node
  const missing = name === unlockName && state === null ? waits : notStoredReason
  return (
    <>
      <Cell className="whitespace-nowrap">
        {state === null ? <NotStored hint={missing} /> : <StateBadge state={state} />}
      </Cell>
      <Cell number className="max-md:hidden">
        <Duration seconds={runtimeSeconds} unknownReason="Run time unknown: enable task_track_started." />
      </Cell>
      <Cell number className="max-md:hidden">
        {retries === null ? <UnknownDash reason="Retries unknown: enable result_extended." /> : formatNumber(retries)}
      </Cell>
      <Cell className="max-w-0 truncate max-lg:hidden">
        {worker === null ? (
          <UnknownDash reason="Worker unknown: enable result_extended." />
        ) : (
          <InertText text={worker} oneLine />
        )}
      </Cell>
      <Cell number className="max-md:hidden">
        {occurredAt === null ? <UnknownDash reason={missing} /> : <RelativeTime at={occurredAt} />}
      </Cell>
    </>
  )
}
