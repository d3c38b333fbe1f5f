import { Figure } from '@/components/ui/figure'

export const approximateHint =
  "SQS's own count: approximate, and complete only about a minute after the last change. Nothing is received to read it."

/** A count as SQS gives it, never pretending to be exact; zero is said without the sign. */
export function Approximate({ value, className }: { value: number; className?: string }) {
  return (
    <span data-hint={approximateHint} className={className}>
      <Figure value={value} approximate={value > 0} />
    </span>
  )
}
