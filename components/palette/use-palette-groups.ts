'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { errorSentence } from '@/lib/client/api-error'
import { taskIdsQuery } from '@/lib/client/queries/palette'
import { suggestionsQuery } from '@/lib/client/queries/suggestions'
import { viewsQuery } from '@/lib/client/queries/views'
import type { SuggestionKind } from '@/lib/contract/values'
import type { PaletteAction } from './actions.model'
import { idSearch, paletteGroups } from './palette.model'
import { readRecent } from './recent'

const askAfterMs = 80

/** What fits the text: what is known here at once, what the server knows a moment later. */
export function usePaletteGroups(app: string | null, text: string, actions: PaletteAction[]) {
  const asked = useSettled(text.trim(), askAfterMs)
  const views = useQuery(viewsQuery(app))
  const [recent] = useState(() => readRecent(app))
  const found = useQuery({ ...taskIdsQuery(app, idSearch(asked) ?? ''), enabled: idSearch(asked) !== null })
  const suggestions = {
    name: useSuggested(app, 'name', asked),
    queue: useSuggested(app, 'queue', asked),
    worker: useSuggested(app, 'worker', asked),
    exception: useSuggested(app, 'exception', asked),
  }
  // An answer to an earlier text stays as long as it fits, so that rows do not come and go while somebody types.
  const tasks = (found.data?.items ?? []).filter(({ taskId }) => taskId.startsWith(text.trim()))
  const groups = paletteGroups(text, {
    app,
    tasks,
    suggestions: {
      name: suggestions.name.data?.values,
      queue: suggestions.queue.data?.values,
      worker: suggestions.worker.data?.values,
      exception: suggestions.exception.data?.values,
    },
    views: views.data?.items ?? [],
    actions,
    recent,
  })
  const failed = [found, ...Object.values(suggestions), views].find(({ isError }) => isError)
  return { groups, trouble: failed ? errorSentence(failed.error) : null }
}

function useSuggested(app: string | null, kind: SuggestionKind, text: string) {
  return useQuery({
    ...suggestionsQuery(app, kind, text.slice(0, 200)),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
}

function useSettled(text: string, afterMs: number): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), afterMs)
    return () => clearTimeout(timer)
  }, [text, afterMs])
  return settled
}
