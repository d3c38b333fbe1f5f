import type { ReactNode } from 'react'

/** A part of a page under its own heading; `aside` stands at the right end of the heading's line. */
export function Section(props: { title: ReactNode; aside?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={props.className}>
      <div className="mb-1 flex min-h-7 items-center gap-3">
        <h2 className="font-semibold text-body">{props.title}</h2>
        {props.aside && <div className="ml-auto flex items-center gap-3 text-muted text-small">{props.aside}</div>}
      </div>
      {props.children}
    </section>
  )
}
