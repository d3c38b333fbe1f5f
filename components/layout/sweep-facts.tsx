import { Figure } from '@/components/ui/figure'
import { formatDuration } from '@/components/ui/format-duration'
import { RelativeTime } from '@/components/ui/relative-time'
import type { SyncStatusBody } from '@/lib/contract/sync'
import { Fact, Facts } from './facts'

type Counters = NonNullable<SyncStatusBody['last']>

const rows: { key: keyof Omit<Counters, 'startedAt' | 'finishedAt'>; label: string; always: boolean }[] = [
  { key: 'listed', label: 'Objects listed', always: true },
  { key: 'fetched', label: 'Objects read', always: true },
  { key: 'inserted', label: 'New', always: true },
  { key: 'changed', label: 'Changed', always: true },
  { key: 'gone', label: 'Gone', always: true },
  { key: 'problems', label: 'Unreadable', always: false },
  { key: 'foreign', label: 'Not Celery’s', always: false },
  { key: 'listRequests', label: 'LIST requests', always: true },
  { key: 'getRequests', label: 'GET requests', always: true },
  { key: 'retried', label: 'Repeated requests', always: false },
  { key: 'throttled', label: 'Asked to slow down', always: false },
]

/** Counters of the sweep that runs, or of the last one. Rare things are listed only when they happened. */
export function SweepFacts({ status }: { status: SyncStatusBody }) {
  const sweep = status.running ?? status.last
  return (
    <>
      {sweep && (
        <Facts title={status.running ? 'This sweep' : 'Last sweep'}>
          {status.running ? (
            <Fact
              label={status.inventory?.state === 'reading' ? 'Inventory files done' : 'Key ranges done'}
              value={`${status.running.rangesDone} of ${status.running.ranges}`}
            />
          ) : (
            status.last && <Fact label="Finished" value={<Finished last={status.last} />} />
          )}
          {rows
            .filter(({ key, always }) => always || sweep[key] > 0)
            .map(({ key, label }) => (
              <Fact key={key} label={label} value={<Figure value={sweep[key]} />} />
            ))}
        </Facts>
      )}
      {status.nextSweepAt && status.state !== 'off' && !status.running && (
        <p className="text-muted">
          Next sweep <RelativeTime at={status.nextSweepAt} />.
        </p>
      )}
    </>
  )
}

function Finished({ last }: { last: Counters }) {
  const seconds = (Date.parse(last.finishedAt) - Date.parse(last.startedAt)) / 1000
  return (
    <>
      <RelativeTime at={last.finishedAt} /> · took {formatDuration(seconds)}
    </>
  )
}
