import type { ReactNode } from 'react'
import { UnknownDash } from '@/components/ui/unknown-dash'

/** One named fact in the line under the title; a dash with the reason where it is not known. */
export function Fact({ label, unknown, children }: { label: string; unknown?: string | null; children: ReactNode }) {
  const known = children !== null && children !== undefined && children !== false
  return (
    <div className="flex min-w-0 items-baseline gap-1.5">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        {known ? children : <UnknownDash reason={unknown ?? `No ${label} is stored with this result.`} />}
      </dd>
    </div>
  )
}
