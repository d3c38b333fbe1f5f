/**
 * A number as a length on a scale shared by all rows; the number itself stands beside it. A value above zero is never
 * drawn as nothing.
 */
export function DepthBar({ value, max, color = 'var(--line-strong)' }: { value: number; max: number; color?: string }) {
  const share = max > 0 ? Math.min(1, value / max) : 0
  return (
    <span aria-hidden className="block h-1.5 w-full bg-active">
      {value > 0 ? (
        <span className="block h-full" style={{ width: `max(2px, ${share * 100}%)`, background: color }} />
      ) : null}
    </span>
  )
}
