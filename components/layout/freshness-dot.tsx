import type { Freshness } from './freshness.model'

const colours: Record<Freshness['tone'], string> = {
  good: 'var(--accent)',
  busy: 'var(--accent)',
  warn: 'var(--warn)',
  bad: 'var(--danger)',
  unknown: 'var(--line-strong)',
}

/** A disc when all is well, a ring while it works, a triangle when it does not: shape as well as colour. */
export function FreshnessDot({ tone }: { tone: Freshness['tone'] }) {
  const colour = colours[tone]
  return (
    <svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10" className="shrink-0">
      {tone === 'good' && <circle cx="5" cy="5" r="3.5" fill={colour} />}
      {(tone === 'busy' || tone === 'unknown') && (
        <circle cx="5" cy="5" r="3.25" fill="none" stroke={colour} strokeWidth="1.5" />
      )}
      {(tone === 'warn' || tone === 'bad') && <path d="M5 .8 9.6 9.2H.4z" fill={colour} />}
    </svg>
  )
}
