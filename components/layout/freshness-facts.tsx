import { Figure } from '@/components/ui/figure'
import { formatDuration } from '@/components/ui/format-duration'
import { Money } from '@/components/ui/money'
import { RelativeTime } from '@/components/ui/relative-time'
import { UnknownDash } from '@/components/ui/unknown-dash'
import type { SyncStatusBody } from '@/lib/contract/sync'
import { Fact, Facts } from './facts'

/** How late a change can be, and what it costs to be no later. */
export function FreshnessFacts({ status: { events, pace } }: { status: SyncStatusBody }) {
  return (
    <Facts title="Freshness">
      <Fact label="A change is seen" value={`within ${formatDuration(pace.delaySeconds)}`} />
      {events && (
        <>
          <Fact
            label="Events behind"
            value={
              events.waiting === null ? (
                <UnknownDash reason="The queue has not been asked yet." />
              ) : (
                <Figure value={events.waiting} />
              )
            }
          />
          {events.newestAt && <Fact label="Newest event" value={<RelativeTime at={events.newestAt} />} />}
        </>
      )}
      <Fact
        label="A sweep"
        value={
          <>
            every {formatDuration(pace.intervalSeconds)}, <Money dollars={pace.dollarsPerMonth} basis={pace.basis} /> a
            month
          </>
        }
      />
    </Facts>
  )
}
