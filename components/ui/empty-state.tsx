import type { ReactNode } from 'react'

/** Nothing to show: says why, and what to do about it. */
export function EmptyState(props: { title: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-[560px] flex-col items-center px-4 py-16 text-center">
      <h2 className="break-words font-semibold text-[16px] leading-6">{props.title}</h2>
      {props.children && <div className="mt-1 text-balance text-muted">{props.children}</div>}
      {props.actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{props.actions}</div>}
    </div>
  )
}
