import Link from 'next/link'
import { windowSentences } from '@/components/layout/window-words'
import { formatNumber } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { Section } from '@/components/ui/section'
import { Cell, HeadCell, Table } from '@/components/ui/table'
import { syncHref } from '@/lib/client/hrefs'
import type { Storage } from '@/lib/contract/storage'

/** What requests cost besides storage: the workers' writes and the dashboard's own reading. */
export function RequestCosts({ storage, app }: { storage: Storage; app: string | null }) {
  const { writes, own, dollars, basis } = storage.requests
  const dearest = own.toSorted((a, b) => (b.dollars ?? 0) - (a.dollars ?? 0) || b.count - a.count)
  return (
    <Section title={`Requests, ${windowSentences[storage.window]}`} className="min-w-0">
      <Table className="table-fixed">
        <thead>
          <tr>
            <HeadCell>Operation</HeadCell>
            <HeadCell number className="w-24">
              Requests
            </HeadCell>
            <HeadCell number className="w-20">
              Cost
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          <tr className="hover:bg-hover">
            <Cell className="md:truncate">Results written by workers (PUT)</Cell>
            <Cell number>
              <span
                data-hint="Also versions that were overwritten or forgotten since, so that no search finds just these."
                className="cursor-help"
              >
                {formatNumber(writes.count)}
              </span>
            </Cell>
            <Cell number>
              <Money dollars={writes.dollars} basis={basis} />
            </Cell>
          </tr>
          {dearest.length > 0 && (
            <tr>
              <Cell colSpan={3} className="text-muted">
                <Link href={syncHref(app)} className="hover:underline">
                  Asked by this dashboard
                </Link>
              </Cell>
            </tr>
          )}
          {dearest.map(({ operation, count, dollars: cost }) => (
            <tr key={operation} className="hover:bg-hover">
              <Cell className="pl-4! max-md:[overflow-wrap:anywhere] md:truncate">{operation}</Cell>
              <Cell number>{formatNumber(count)}</Cell>
              <Cell number>
                <Money dollars={cost} basis={basis} />
              </Cell>
            </tr>
          ))}
          <tr className="font-semibold">
            <Cell colSpan={2}>Together</Cell>
            <Cell number>
              <Money dollars={dollars} basis={basis} />
            </Cell>
          </tr>
        </tbody>
      </Table>
      <p className="mt-2 text-muted text-small">
        One PUT for each result found; what workers read, and states that were overwritten between two looks, no bucket
        tells.
      </p>
    </Section>
  )
}
