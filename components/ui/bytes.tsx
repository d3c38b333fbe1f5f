import { formatBytes } from './format-bytes'
import { formatNumber } from './format-number'

/** A size, with all its digits on hover or tap. */
export function Bytes({ bytes, className }: { bytes: number; className?: string }) {
  return (
    <span data-hint={bytes >= 1000 ? `${formatNumber(bytes)} bytes` : undefined} className={className}>
      {formatBytes(bytes)}
    </span>
  )
}
