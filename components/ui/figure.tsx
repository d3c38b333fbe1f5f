import { formatCount } from './format-number'
import { UnknownDash } from './unknown-dash'

/** A number in full. `approximate` writes "≈" before it, `exact: false` a "+" behind it; null is a dash with the reason. */
export function Figure(props: {
  value: number | null
  approximate?: boolean
  exact?: boolean
  unknownReason?: string
  className?: string
}) {
  const { value, approximate = false, exact = true, unknownReason = 'Not known.', className } = props
  if (value === null) return <UnknownDash reason={unknownReason} className={className} />
  return (
    <span className={className}>
      {approximate && <span className="text-muted">≈</span>}
      {formatCount(value, exact)}
    </span>
  )
}
