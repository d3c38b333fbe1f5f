import { InertText } from '@/components/json/inert-text'
import { Figure } from '@/components/ui/figure'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { UnknownDash } from '@/components/ui/unknown-dash'
import type { EventStatus } from '@/lib/contract/sync'
import { SetAside } from './set-aside'
import { Row } from './watched'

const counters: { key: keyof EventStatus['counts']; label: string; hint: string }[] = [
  { key: 'messages', label: 'Messages received', hint: 'Since the index was made, by all processes together.' },
  { key: 'applied', label: 'Applied', hint: 'Keys that are in the index as their newest event said, or newer.' },
  {
    key: 'read',
    label: 'Objects read',
    hint: 'Each new version once; what a sweep had read already is not read again.',
  },
  { key: 'repeated', label: 'Came again or late', hint: 'Delivered twice, or after a later event of the same key.' },
  { key: 'foreign', label: 'Not this app’s', hint: 'Of other buckets, or of keys that are no result of this app.' },
  { key: 'others', label: 'Tests and other kinds', hint: 'Test events, and events that change no result.' },
  { key: 'setAside', label: 'Set aside', hint: 'Came three times and nobody understood them. They are shown below.' },
]

/** Where the reading of the bucket's events stands. */
export function Events({ events }: { events: EventStatus | null }) {
  return (
    <Section title="Events" label className="min-w-0">
      {events === null ? (
        <p className="text-muted">
          No events: sweeps find what is new. With EVENTS_QUEUE_URL a change is seen within seconds; docs/freshness.md
          shows the set-up.
        </p>
      ) : (
        <EventFacts events={events} />
      )}
    </Section>
  )
}

function EventFacts({ events }: { events: EventStatus }) {
  const { state, trouble, waiting, inFlight, backlogAt, counts } = events
  return (
    <>
      {trouble && (
        <Notice tone="danger" className="mb-3">
          {trouble.message}
          <span className="mt-1 block text-muted text-small">
            <code className="font-mono">{trouble.code}</code> · <RelativeTime at={trouble.at} />
            {trouble.consecutive > 1 && ` · ${trouble.consecutive} times in a row`}
          </span>
        </Notice>
      )}
      <dl className="grid grid-cols-[172px_1fr] border-line border-t text-list">
        <Row label="State">{words[state]}</Row>
        <Row label="Queue">
          <code className="break-all font-mono">
            <InertText text={events.queue} oneLine />
          </code>
        </Row>
        <Row label="Events behind">
          {waiting === null || backlogAt === null ? (
            <UnknownDash reason="The queue has not been asked yet." />
          ) : (
            <>
              <Figure value={waiting} />
              {inFlight ? <span className="text-muted">, {inFlight} being read</span> : null}
              <span className="text-muted">
                {' '}
                · <RelativeTime at={backlogAt} />
              </span>
            </>
          )}
        </Row>
        <Row label="Oldest received">
          <Moment at={events.oldestAt} reason="The last look found the queue empty." />
        </Row>
        <Row label="Newest applied">
          <Moment at={events.newestAt} reason="No event has come yet." />
        </Row>
        <Row label="Last heard">
          <Moment at={events.heardAt} reason="No process has heard from the queue yet." />
        </Row>
        {counters.map(({ key, label, hint }) => (
          <Row
            key={key}
            label={
              <span data-hint={hint} className="cursor-help">
                {label}
              </span>
            }
          >
            <Figure value={counts[key]} />
          </Row>
        ))}
      </dl>
      {events.setAside.length > 0 && <SetAside messages={events.setAside} />}
    </>
  )
}

const words: Record<EventStatus['state'], string> = {
  live: 'Live',
  failing: 'Cannot be read',
  silent: 'Nobody reads them',
}

function Moment({ at, reason }: { at: string | null; reason: string }) {
  return at === null ? <UnknownDash reason={reason} /> : <RelativeTime at={at} />
}
