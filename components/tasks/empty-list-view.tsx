'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { formatUtc } from '@/components/ui/format-time'
import { ShallowLink } from '@/components/ui/shallow-link'
import { featuresQuery } from '@/lib/client/queries/features'
import { syncQuery } from '@/lib/client/queries/sync'
import type { TaskSearch } from '@/lib/client/task-search'
import type { TaskList } from '@/lib/contract/tasks'
import { emptyList } from './empty-list.model'
import { clearedHref } from './filter-chips.model'

/** Says why nothing is here and what would show something. */
export function EmptyListView({ search, page }: { search: TaskSearch; page?: TaskList }) {
  const sync = useQuery(syncQuery(search.app))
  const features = useQuery(featuresQuery(search.app))
  const empty = emptyList(search, sync.data ? sync.data.indexed.tasks : null, page)
  const store = features.data?.apps[0]?.store

  if (empty.kind === 'nothing-stored')
    return (
      <EmptyState
        title={<>No results {store ? <span className="break-all">under {store}</span> : 'in the bucket'} yet</>}
      >
        {sync.data?.state === 'sweeping' || sync.data?.completeTo === null
          ? 'The bucket is being read for the first time. Tasks appear here as they are found.'
          : 'Tasks appear here once a worker has stored a result. Tasks with ignore_result store none; and the prefix must be the one your workers use.'}
      </EmptyState>
    )
  if (empty.kind === 'so-far')
    return (
      <EmptyState
        title={
          empty.to === null ? 'Nothing found so far' : <>Nothing found back to {formatUtc(Date.parse(empty.to))}</>
        }
        actions={<LinkButton href={empty.nextHref}>Search on</LinkButton>}
      >
        A rare combination is looked for in a few thousand tasks at a time.
      </EmptyState>
    )
  if (empty.kind === 'past-the-end')
    return (
      <EmptyState title="This page is empty now" actions={<LinkButton href={empty.firstHref}>First page</LinkButton>}>
        Its tasks were forgotten or have changed meanwhile.
      </EmptyState>
    )
  return (
    <EmptyState
      title={empty.remove.length > 0 ? `Nothing matches in ${empty.span}` : `No task in ${empty.span}`}
      actions={empty.wider.map(({ label, href }) => (
        <LinkButton key={href} href={href}>
          {label}
        </LinkButton>
      ))}
    >
      New ones show up here by themselves.
      {empty.remove.length > 0 && (
        <p className="mt-1 flex flex-wrap items-center justify-center gap-x-3">
          Without
          {empty.remove.map(({ key, label, value, removeHref }) => (
            <Button key={key} look="link" asChild>
              <ShallowLink href={removeHref} className="max-w-72">
                <span className="truncate">
                  {label} {value}
                </span>
              </ShallowLink>
            </Button>
          ))}
          {empty.remove.length > 1 && (
            <Button look="link" asChild>
              <ShallowLink href={clearedHref(search)}>any filter</ShallowLink>
            </Button>
          )}
        </p>
      )}
    </EmptyState>
  )
}

function LinkButton({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Button asChild>
      <ShallowLink href={href}>{children}</ShallowLink>
    </Button>
  )
}
