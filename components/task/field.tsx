import type { ReactNode } from 'react'

/** A labelled control with room for one line under it: a hint, or what is wrong, so that nothing jumps when it changes. */
export function Field(props: {
  id: string
  label: string
  /** Right of the label: small actions. */
  aside?: ReactNode
  hint?: ReactNode
  fault?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="min-w-0">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <label htmlFor={props.id} className="font-semibold text-list">
          {props.label}
        </label>
        {props.aside}
      </div>
      {props.children}
      <p id={`${props.id}-note`} className="mt-0.5 min-h-4.5 text-small">
        {props.fault ? (
          <span className="text-danger">{props.fault}</span>
        ) : (
          <span className="text-muted">{props.hint}</span>
        )}
      </p>
    </div>
  )
}
