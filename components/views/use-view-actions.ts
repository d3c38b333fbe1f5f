'use client'

import { pushHref } from '@/components/ui/shallow-link'
import { toast } from '@/components/ui/toast'
import { errorSentence } from '@/lib/client/api-error'
import { useChangeViews, type ViewChange } from '@/lib/client/mutations/change-views'
import { parseTaskSearch, tasksHref } from '@/lib/client/task-search'
import type { View, ViewRequest } from '@/lib/contract/views'
import type { ViewContent } from './views.model'

/** Changes to views that act at once, each with a way back. */
export function useViewActions(app: string | null) {
  const change = useChangeViews(app)
  /** Undone from a toast, perhaps when the menu is long gone: so no state of a component is touched. */
  const act = async (what: ViewChange): Promise<View | null> => {
    try {
      return await change.mutateAsync(what)
    } catch (error) {
      toast.error('The view was not changed', { description: errorSentence(error) })
      throw error
    }
  }
  const quietly = (work: Promise<unknown>) => void work.catch(() => {})

  return {
    update: (view: View, content: ViewContent) =>
      quietly(
        act({ kind: 'change', id: view.id, request: { ...content, name: view.name } }).then(() =>
          toast.success(`“${view.name}” saved`, {
            action: {
              label: 'Undo',
              onClick: () => quietly(act({ kind: 'change', id: view.id, request: requestOf(view) })),
            },
          }),
        ),
      ),
    remove: (view: View) =>
      quietly(
        act({ kind: 'remove', id: view.id }).then(() => {
          const wasOpen = replaceInAddress(view.id, null)
          toast.success(`“${view.name}” deleted`, {
            duration: 10_000,
            action: {
              label: 'Undo',
              onClick: () =>
                quietly(
                  act({ kind: 'save', request: requestOf(view) }).then((again) => {
                    if (wasOpen && again) replaceInAddress(null, again.id)
                  }),
                ),
            },
          })
        }),
      ),
  }
}

function requestOf({ name, query, sort, order, window }: View): ViewRequest {
  return { name, query, sort, order, window }
}

/** Names another view in the address of the list, where it names this one. */
function replaceInAddress(from: string | null, to: string | null): boolean {
  if (window.location.pathname !== '/tasks') return false
  const { search } = parseTaskSearch(new URLSearchParams(window.location.search))
  if (search.view !== from) return false
  pushHref(tasksHref({ ...search, view: to }), true)
  return true
}
