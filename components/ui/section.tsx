import { type ReactNode, useId } from 'react'

/** A part of a page under its own heading; `aside` stands at the right end of the heading's line. */
export function Section(props: {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
  className?: string
  /** Makes the part a landmark under its heading's name. */
  label?: boolean
}) {
  const id = useId()
  return (
    <section className={props.className} aria-labelledby={props.label ? id : undefined}>
      <div className="mb-1 flex min-h-7 items-center gap-3">
        <h2 id={props.label ? id : undefined} className="font-semibold text-body">
          {props.title}
        </h2>
        {props.aside && <div className="ml-auto flex items-center gap-3 text-muted text-small">{props.aside}</div>}
      </div>
      {props.children}
    </section>
  )
}
