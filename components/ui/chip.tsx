import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { ShallowLink } from './shallow-link'

/** One thing that narrows a list, and the way to be rid of it. */
export function Chip(props: { label: string; children: ReactNode; removeHref: string; removeLabel: string }) {
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded border border-line bg-subtle text-list max-md:h-9">
      <span className="min-w-0 truncate pl-2">
        <span className="text-muted">{props.label}</span> {props.children}
      </span>
      <ShallowLink
        href={props.removeHref}
        aria-label={props.removeLabel}
        data-hint={props.removeLabel}
        className="flex h-full w-7 shrink-0 items-center justify-center rounded text-muted hover:bg-active hover:text-fg max-md:w-9"
      >
        <X size={13} aria-hidden="true" />
      </ShallowLink>
    </span>
  )
}
