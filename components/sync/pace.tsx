import { formatDuration } from '@/components/ui/format-duration'
import { formatMoney } from '@/components/ui/format-money'
import { Money } from '@/components/ui/money'
import { Section } from '@/components/ui/section'
import type { PaceStatus } from '@/lib/contract/sync'
import { paceReason } from './pace.model'
import { Row } from './watched'

/** How often the bucket is listed, why so often, what that costs and how late a change can be. */
export function Pace({ pace }: { pace: PaceStatus }) {
  const { intervalSeconds, dollarsPerMonth, basis, delaySeconds, budgetDollars } = pace
  return (
    <Section title="How often the bucket is swept" label className="min-w-0">
      <dl className="grid grid-cols-[172px_1fr] border-line border-t text-list">
        <Row label="A sweep">every {formatDuration(intervalSeconds)}</Row>
        <Row label="Listing costs">
          <Money dollars={dollarsPerMonth} basis={basis} /> a month
          {budgetDollars !== null && <span className="text-muted"> of {formatMoney(budgetDollars)} allowed</span>}
        </Row>
        <Row label="A change is seen">within {formatDuration(delaySeconds)}</Row>
      </dl>
      <p className="mt-2 text-muted text-small">{paceReason(pace)}</p>
    </Section>
  )
}
