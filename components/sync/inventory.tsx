import { InertText } from '@/components/json/inert-text'
import { Figure } from '@/components/ui/figure'
import { formatDuration } from '@/components/ui/format-duration'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { UnknownDash } from '@/components/ui/unknown-dash'
import type { InventoryStatusBody } from '@/lib/contract/sync'
import { Row } from './watched'

const counters: { key: 'listed' | 'read' | 'known' | 'missing' | 'left'; label: string; hint: string }[] = [
  { key: 'listed', label: 'Results in it', hint: 'Keys of results under the prefix, in their latest version.' },
  { key: 'read', label: 'Objects read', hint: 'Each as it is in the bucket now, whatever the inventory says of it.' },
  {
    key: 'known',
    label: 'Indexed already',
    hint: 'Read before an interruption, or brought by events: not read again.',
  },
  { key: 'missing', label: 'Gone since', hint: 'In the inventory, but no longer in the bucket.' },
  { key: 'left', label: 'Left to the sweep', hint: 'Refused or failing objects; the sweep that follows tries again.' },
]

/** How the index was filled from an S3 Inventory before the first sweep, or why it was not. */
export function InventoryFacts({ inventory }: { inventory: InventoryStatusBody }) {
  const { label, takenAt, startedAt, problem } = inventory
  const ageSeconds = takenAt === null ? null : Math.max(0, (Date.parse(startedAt) - Date.parse(takenAt)) / 1000)
  return (
    <Section title="Cold start from an inventory" label className="min-w-0">
      {problem && (
        <Notice tone="warn" className="mb-3">
          {problem.message} The bucket is listed instead.
          <span className="mt-1 block text-muted text-small">
            <code className="font-mono">{problem.code}</code> · <RelativeTime at={startedAt} />
          </span>
        </Notice>
      )}
      <dl className="grid grid-cols-[172px_1fr] border-line border-t text-list">
        <Row label="State">
          <State inventory={inventory} />
        </Row>
        <Row label="Inventory">
          <code className="break-all font-mono">
            <InertText text={label} oneLine />
          </code>
        </Row>
        <Row label="Taken">
          {takenAt === null || ageSeconds === null ? (
            <UnknownDash reason="No manifest could be read." />
          ) : (
            <>
              <RelativeTime at={takenAt} />
              <span className="text-muted">, {formatDuration(ageSeconds)} before it was read</span>
            </>
          )}
        </Row>
        {takenAt !== null &&
          counters.map(({ key, label: name, hint }) => (
            <Row
              key={key}
              label={
                <span data-hint={hint} className="cursor-help">
                  {name}
                </span>
              }
            >
              <Figure value={inventory[key]} />
            </Row>
          ))}
      </dl>
    </Section>
  )
}

function State({ inventory: { state, endedAt, files, filesDone } }: { inventory: InventoryStatusBody }) {
  const progress = `file ${formatNumber(Math.min(filesDone + 1, files))} of ${formatNumber(files)}`
  switch (state) {
    case 'reading':
      return files === 0 ? 'Looking for the newest' : `Reading ${progress}`
    case 'stopped':
      return `Cut off in ${progress}; it goes on when the sync runs`
    case 'failed':
      return filesDone > 0 ? `Ended in ${progress}` : 'Not read'
    case 'done':
      return (
        <>
          Read to its end
          {endedAt && (
            <span className="text-muted">
              {' '}
              <RelativeTime at={endedAt} />
            </span>
          )}
        </>
      )
  }
}
