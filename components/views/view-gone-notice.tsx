'use client'

import { useQuery } from '@tanstack/react-query'
import { Notice } from '@/components/ui/notice'
import { viewsQuery } from '@/lib/client/queries/views'
import type { TaskSearch } from '@/lib/client/task-search'
import { currentView } from './views.model'

/** A link outlives the view it names: what the address says is shown all the same. */
export function ViewGoneNotice({ search }: { search: TaskSearch }) {
  const views = useQuery({ ...viewsQuery(search.app), enabled: search.view !== null })
  if (currentView(search, views.data?.items).kind !== 'gone') return null
  return (
    <Notice tone="warn">
      The view that this address names was deleted, or it belongs to another app. Shown is what the rest of the address
      says.
    </Notice>
  )
}
