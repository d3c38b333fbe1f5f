import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatUtc } from '@/components/ui/format-time'
import { ShallowLink } from '@/components/ui/shallow-link'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import type { TaskList } from '@/lib/contract/tasks'

/** One page on or back, by cursors that survive a row being forgotten. The words follow the order of the list. */
export function Pager({ search, page }: { search: TaskSearch; page: TaskList }) {
  const byTime = search.sort === 'occurredAt' && search.order === 'desc'
  const first = search.cursor === null
  if (first && page.next === null) return null
  const back = () => window.scrollTo({ top: 0 })
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-2 py-3">
      <PageLink href={first ? null : tasksHref({ ...search, cursor: null })} onClick={back}>
        {byTime ? 'Newest' : 'First page'}
      </PageLink>
      {!page.searched.complete && page.searched.to !== null && (
        <p className="min-w-0 text-center text-muted text-small">
          Searched back to {formatUtc(Date.parse(page.searched.to))}; older tasks may match.
        </p>
      )}
      <div className="flex gap-2">
        <PageLink
          href={first || page.prev === null ? null : tasksHref({ ...search, cursor: page.prev })}
          onClick={back}
        >
          <ChevronLeft size={15} aria-hidden="true" /> {byTime ? 'Newer' : 'Previous'}
        </PageLink>
        <PageLink href={page.next === null ? null : tasksHref({ ...search, cursor: page.next })} onClick={back}>
          {byTime ? 'Older' : 'Next'} <ChevronRight size={15} aria-hidden="true" />
        </PageLink>
      </div>
    </nav>
  )
}

function PageLink(props: { href: string | null; onClick: () => void; children: React.ReactNode }) {
  if (props.href === null)
    return (
      <Button size="small" disabled>
        {props.children}
      </Button>
    )
  return (
    <Button size="small" asChild>
      <ShallowLink href={props.href} onClick={props.onClick}>
        {props.children}
      </ShallowLink>
    </Button>
  )
}
