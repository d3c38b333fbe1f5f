import { formatMoney } from './format-money'
import { UnknownDash } from './unknown-dash'

/** US dollars; `basis` says by which prices, on hover or tap, and stands in for the amount where there is none. */
export function Money({ dollars, basis, className }: { dollars: number | null; basis: string; className?: string }) {
  if (dollars === null) return <UnknownDash reason={basis} className={className} />
  return (
    <span data-hint={basis} className={className}>
      {formatMoney(dollars)}
    </span>
  )
}
