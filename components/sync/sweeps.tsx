import { ExactTime } from '@/components/ui/exact-time'
import { Figure } from '@/components/ui/figure'
import { formatDuration } from '@/components/ui/format-duration'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import type { SyncStatusBody } from '@/lib/contract/sync'

type Counters = NonNullable<SyncStatusBody['last']>
type Counter = keyof Omit<Counters, 'startedAt' | 'finishedAt'>

const rows: { key: Counter; label: string; hint: string }[] = [
  { key: 'listed', label: 'Objects listed', hint: 'Result objects under the prefix.' },
  { key: 'fetched', label: 'Objects read', hint: 'New or changed since the sweep before; each body is read once.' },
  { key: 'inserted', label: 'New', hint: 'Tasks not seen before.' },
  { key: 'changed', label: 'Changed', hint: 'Tasks whose stored result is another one now.' },
  { key: 'gone', label: 'Gone', hint: 'Results forgotten, expired or deleted since the sweep before.' },
  { key: 'problems', label: 'Unreadable', hint: 'Objects that could not be decoded; they are listed with the reason.' },
  { key: 'foreign', label: 'Not Celery’s', hint: 'Keys under the prefix that are no task and no group.' },
  { key: 'listRequests', label: 'LIST requests', hint: 'One for each 1,000 keys.' },
  { key: 'getRequests', label: 'GET requests', hint: 'One for each object read.' },
  { key: 'retried', label: 'Repeated', hint: 'Requests sent again after a time-out or a reset.' },
  { key: 'throttled', label: 'Slowed down', hint: 'Answers of S3 that asked to slow down (503).' },
]

/** Counters of the running sweep beside those of the last one, so that nothing moves when one ends. */
export function Sweeps({ status: { running, last } }: { status: SyncStatusBody }) {
  return (
    <Section title="Sweeps" className="min-w-0">
      <Table className="table-fixed">
        <thead>
          <tr>
            <HeadCell>
              <span className="sr-only">Counter</span>
            </HeadCell>
            <HeadCell number>Running</HeadCell>
            <HeadCell number>Last</HeadCell>
          </tr>
        </thead>
        <tbody>
          <tr>
            <Cell className="text-muted">Key ranges</Cell>
            <Cell number>{running ? <Progress done={running.rangesDone} all={running.ranges} /> : <Idle />}</Cell>
            <Cell number>{last ? <span className="text-muted">all</span> : <Never />}</Cell>
          </tr>
          {rows.map(({ key, label, hint }) => (
            <tr key={key}>
              <Cell className="text-muted">
                <span data-hint={hint} className="cursor-help">
                  {label}
                </span>
              </Cell>
              <Cell number>{running ? <Figure value={running[key]} /> : <Idle />}</Cell>
              <Cell number>{last ? <Figure value={last[key]} /> : <Never />}</Cell>
            </tr>
          ))}
          <tr>
            <Cell className="text-muted">Started</Cell>
            <Cell number>{running ? <Clock at={running.startedAt} /> : <Idle />}</Cell>
            <Cell number>{last ? <Clock at={last.startedAt} /> : <Never />}</Cell>
          </tr>
          <tr>
            <Cell className="text-muted">Took</Cell>
            <Cell number>
              <Idle />
            </Cell>
            <Cell number>
              {last ? formatDuration((Date.parse(last.finishedAt) - Date.parse(last.startedAt)) / 1000) : <Never />}
            </Cell>
          </tr>
        </tbody>
      </Table>
    </Section>
  )
}

function Progress({ done, all }: { done: number; all: number }) {
  return (
    <span className="inline-flex items-center gap-2">
      <progress
        value={done}
        max={Math.max(1, all)}
        aria-label="Key ranges swept"
        className="h-1.5 w-16 appearance-none bg-active accent-(--accent) [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-active [&::-webkit-progress-value]:bg-accent"
      />
      {done} of {all}
    </span>
  )
}

function Clock({ at }: { at: string }) {
  return <ExactTime at={at} />
}

function Idle() {
  return <span className="text-faint" data-hint="No sweep is running." />
}

function Never() {
  return <span className="text-faint">none yet</span>
}
