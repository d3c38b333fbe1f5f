/** The mark of a tombstone, which also ends a proof. */
export function BrandMark() {
  return (
    <svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" className="shrink-0">
      <path d="M3 15V6.5a5 5 0 0 1 10 0V15z" fill="currentColor" />
      <path d="M1 15h14" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}
