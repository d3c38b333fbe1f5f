import { Figure } from '@/components/ui/figure'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import { ProgressBar } from '@/components/ui/progress-bar'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
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

/** How far the running sweep is, and the counters of the last one; those of the first while there is no last. */
export function Sweeps({ status }: { status: SyncStatusBody }) {
  const { running, last, inventory } = status
  const sweep = last ?? running
  return (
    <Section title={last || !running ? 'Last sweep' : 'First sweep'} className="min-w-0">
      <div className="mb-2 min-h-5">
        {running ? (
          <Progress running={running} fromInventory={inventory?.state === 'reading'} />
        ) : last ? (
          <p>
            Finished <RelativeTime at={last.finishedAt} />, took{' '}
            {formatDuration((Date.parse(last.finishedAt) - Date.parse(last.startedAt)) / 1000)}.
          </p>
        ) : (
          <p className="text-muted">No sweep has finished yet.</p>
        )}
      </div>
      {sweep && (
        <dl className="border-line border-t text-list">
          {rows.map(({ key, label, hint }) => (
            <div key={key} className="flex h-8 items-center justify-between border-line border-b">
              <dt data-hint={hint} className="cursor-help text-muted">
                {label}
              </dt>
              <dd>
                <Figure value={sweep[key]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}

function Progress(props: { running: NonNullable<SyncStatusBody['running']>; fromInventory: boolean }) {
  const { rangesDone, ranges, listed, fetched } = props.running
  const parts = props.fromInventory ? 'files of the inventory' : 'key ranges'
  return (
    <p className="flex items-center gap-x-3">
      <span className="truncate">
        {props.fromInventory ? 'From the inventory' : 'Sweeping'}: {formatNumber(listed)} listed,{' '}
        {formatNumber(fetched)} read
      </span>
      {ranges > 1 && (
        <ProgressBar
          value={rangesDone}
          max={ranges}
          label={props.fromInventory ? 'Files read' : 'Key ranges swept'}
          hint={`${rangesDone} of ${ranges} ${parts}`}
          className="ml-auto w-24 shrink-0"
        />
      )}
    </p>
  )
}
