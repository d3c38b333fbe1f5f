'use client'

import { useQuery } from '@tanstack/react-query'
import { Bookmark, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { DropdownMenu, MenuDivider, MenuItem } from '@/components/ui/dropdown-menu'
import { pushHref } from '@/components/ui/shallow-link'
import { errorSentence } from '@/lib/client/api-error'
import { featuresQuery } from '@/lib/client/queries/features'
import { viewsQuery } from '@/lib/client/queries/views'
import { type TaskSearch, tasksHref } from '@/lib/client/task-search'
import { parseSearch } from '@/lib/search/parse-search'
import { useViewActions } from './use-view-actions'
import { ViewDialog } from './view-dialog'
import { ViewItems } from './view-items'
import { contentOf, currentView } from './views.model'

/** The views of the task list: names the one that is open, opens others, saves what is shown. */
export function ViewsMenu({ search }: { search: TaskSearch }) {
  const { app } = search
  const views = useQuery(viewsQuery(app))
  const readOnly = useQuery(featuresQuery(app)).data?.readOnly ?? false
  const actions = useViewActions(app)
  const [asking, setAsking] = useState<'save' | 'rename' | null>(null)
  const current = currentView(search, views.data?.items)
  const content = contentOf(search)
  const view = current.kind === 'view' ? current.view : null
  const changed = current.kind === 'view' && current.changed
  const own = view && !view.builtIn ? view : null
  const broken = parseSearch(content.query).kind === 'problem'
  const refusal = readOnly
    ? 'This dashboard is read-only (READ_ONLY=true).'
    : broken
      ? 'The search has a mistake.'
      : undefined
  const act = { disabled: refusal !== undefined, note: refusal }
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
        <ViewItems
          views={views.data?.items}
          trouble={views.isError ? errorSentence(views.error) : null}
          current={view?.id ?? null}
          app={app}
        />
        <MenuDivider />
        {own && changed && (
          <MenuItem {...act} onSelect={() => actions.update(own, content)}>
            Save changes to “{own.name}”
          </MenuItem>
        )}
        <MenuItem {...act} onSelect={() => setAsking('save')}>
          Save as a new view…
        </MenuItem>
        {own && (
          <>
            <MenuItem disabled={readOnly} onSelect={() => setAsking('rename')}>
              Rename “{own.name}”…
            </MenuItem>
            <MenuItem danger disabled={readOnly} onSelect={() => actions.remove(own)}>
              Delete “{own.name}”
            </MenuItem>
          </>
        )}
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
