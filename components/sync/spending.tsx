import { Figure } from '@/components/ui/figure'
import { Money } from '@/components/ui/money'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import type { Spending as SpendingBody } from '@/lib/contract/sync'

/** What the dashboard's own requests cost, by operation. */
export function Spending({ spending }: { spending: SpendingBody }) {
  const { operations, dollarsToday, dollarsLast30Days, basis } = spending
  return (
    <Section title="What watching costs" className="min-w-0">
      <p className="mb-2">
        <Money dollars={dollarsToday} basis={basis} className="font-semibold" /> today,{' '}
        <Money dollars={dollarsLast30Days} basis={basis} className="font-semibold" /> in the last 30 days.
      </p>
      <Table className="table-fixed">
        <thead>
          <tr>
            <HeadCell>Operation, 30 days</HeadCell>
            <HeadCell number className="w-20">
              Requests
            </HeadCell>
            <HeadCell number className="w-20 max-md:hidden">
              Repeated
            </HeadCell>
            <HeadCell number className="w-20">
              Cost
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {operations.map(({ operation, count, retried, dollars }) => (
            <tr key={operation}>
              <Cell className="truncate">{operation}</Cell>
              <Cell number>
                <Figure value={count} />
              </Cell>
              <Cell number className={retried > 0 ? 'text-warn max-md:hidden' : 'text-faint max-md:hidden'}>
                <Figure value={retried} />
              </Cell>
              <Cell number>
                <Money dollars={dollars} basis={basis} />
              </Cell>
            </tr>
          ))}
          {operations.length === 0 && (
            <tr>
              <Cell colSpan={4} className="text-muted">
                No request has been made yet.
              </Cell>
            </tr>
          )}
        </tbody>
      </Table>
      <p className="mt-2 text-muted text-small">
        {sentence(basis)} Before free tier and discounts; deleting is free. Days are UTC days.
      </p>
    </Section>
  )
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1)
  return capital.endsWith('.') ? capital : `${capital}.`
}
