/** How far something is, of a total that is known. */
export function ProgressBar({ label, value, max }: { label: string; value: number; max: number }) {
  return (
    <progress
      className="h-1.5 w-full max-w-md accent-accent"
      aria-label={label}
      max={max}
      value={Math.min(value, max)}
    />
  )
}
