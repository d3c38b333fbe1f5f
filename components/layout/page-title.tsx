import type { ReactNode } from 'react'
import { PageSearch } from './page-search'

/**
 * The top line of a screen: its name, what qualifies it, and on the right the window switch or actions, then the search.
 * `search` is false where the screen has one of its own.
 */
export function PageTitle(props: { title: ReactNode; aside?: ReactNode; children?: ReactNode; search?: boolean }) {
  const search = props.search ?? true
  return (
    <header className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="flex min-w-0 items-baseline gap-3">
        <h1 className="min-w-0 break-words font-semibold text-title">{props.title}</h1>
        {props.aside && <span className="shrink-0 text-muted">{props.aside}</span>}
      </div>
      {(props.children || search) && (
        <div className="ml-auto flex min-w-0 flex-wrap items-center gap-2">
          {props.children}
          {search && <PageSearch />}
        </div>
      )}
    </header>
  )
}
