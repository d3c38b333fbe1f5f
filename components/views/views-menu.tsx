'use client'

import { useQuery } from '@tanstack/react-query'
import { Bookmark, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DropdownMenu } from '@/components/ui/dropdown-menu'
import { pushHref } from '@/components/ui/shallow-link'
import { toast } from '@/components/ui/toast'
import { later, useLater } from '@/lib/client/later'
import { viewsQuery } from '@/lib/client/queries/views'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import { ViewDialog } from './view-dialog'
import { contentOf, currentView } from './views.model'

const itemsPart = later(() => import('./views-menu-items'))

/** The views of the task list: names the one that is open, opens others, saves what is shown. */
export function ViewsMenu({ search }: { search: TaskSearch }) {
  const { app } = search
  const views = useQuery(viewsQuery(app))
  const [asking, setAsking] = useState<'save' | 'rename' | null>(null)
  const current = currentView(search, views.data?.items)
  const content = contentOf(search)
  const view = current.kind === 'view' ? current.view : null
  const changed = current.kind === 'view' && current.changed
  const own = view && !view.builtIn ? view : null
  const Items = useLater(itemsPart)?.ViewsMenuItems
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <Button look={view ? 'plain' : 'quiet'} className="min-w-0 max-w-60">
            <Bookmark size={14} aria-hidden="true" className="shrink-0" />
            <span className="sr-only">{view ? 'View: ' : ''}</span>
            <bdi className="truncate">{view?.name ?? 'Views'}</bdi>
            {changed && <span className="font-normal text-muted">changed</span>}
            <ChevronDown size={14} aria-hidden="true" className="shrink-0 text-muted" />
          </Button>
        }
      >
        {Items && <Items search={search} views={views} view={view} changed={changed} onAsk={setAsking} />}
      </DropdownMenu>
      {asking === 'save' && (
        <ViewDialog
          app={app}
          title="Save as a view"
          verb="Save view"
          initialName=""
          changeOf={(name) => ({ kind: 'save', request: { name, ...content } })}
          onClose={() => setAsking(null)}
          onDone={(saved) => {
            setAsking(null)
            pushHref(tasksHref({ ...search, view: saved.id, cursor: null }), true)
            toast.success(`“${saved.name}” saved`, { description: 'The address of this page opens it.' })
          }}
        />
      )}
      {asking === 'rename' && own && (
        <ViewDialog
          app={app}
          title={`Rename “${own.name}”`}
          verb="Rename view"
          initialName={own.name}
          changeOf={(name) => ({
            kind: 'change',
            id: own.id,
            request: { name, query: own.query, sort: own.sort, order: own.order, window: own.window },
          })}
          onClose={() => setAsking(null)}
          onDone={() => setAsking(null)}
        />
      )}
    </>
  )
}
