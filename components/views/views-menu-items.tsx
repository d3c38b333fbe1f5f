'use client'

import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { MenuDivider, MenuItem } from '@/components/ui/dropdown-menu'
import { errorSentence } from '@/lib/client/api-error'
import { featuresQuery } from '@/lib/client/queries/features'
import type { TaskSearch } from '@/lib/client/task-search'
import type { View, ViewList } from '@/lib/contract/views'
import { parseSearch } from '@/lib/search/parse-search'
import { useViewActions } from './use-view-actions'
import { ViewItems } from './view-items'
import { contentOf } from './views.model'

type Props = {
  search: TaskSearch
  views: UseQueryResult<ViewList>
  /** The one that is open. */
  view: View | null
  /** Something else is shown than it says. */
  changed: boolean
  onAsk: (what: 'save' | 'rename') => void
}

/** What the menu of the views holds: the views, and what can be done with the open one. */
export function ViewsMenuItems({ search, views, view, changed, onAsk }: Props) {
  const { app } = search
  const readOnly = useQuery(featuresQuery(app)).data?.readOnly ?? false
  const actions = useViewActions(app)
  const content = contentOf(search)
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
      <MenuItem {...act} onSelect={() => onAsk('save')}>
        Save as a new view…
      </MenuItem>
      {own && (
        <>
          <MenuItem disabled={readOnly} onSelect={() => onAsk('rename')}>
            Rename “{own.name}”…
          </MenuItem>
          <MenuItem danger disabled={readOnly} onSelect={() => actions.remove(own)}>
            Delete “{own.name}”
          </MenuItem>
        </>
      )}
    </>
  )
}
