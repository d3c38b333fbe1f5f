import type { ReactNode } from 'react'

/** Nothing to show: says why, and what to do about it. `level` 1 where it is the whole page. */
export function EmptyState(props: { title: ReactNode; children?: ReactNode; actions?: ReactNode; level?: 1 | 2 }) {
  const Heading = props.level === 1 ? 'h1' : 'h2'
  return (
    <div className="mx-auto flex max-w-[560px] flex-col items-center px-4 py-16 text-center">
      <Heading className="break-words font-semibold text-[16px] leading-6">{props.title}</Heading>
      {props.children && (
        <div className="mt-1 w-full text-balance text-muted [overflow-wrap:anywhere]">{props.children}</div>
      )}
      {props.actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{props.actions}</div>}
    </div>
  )
}
