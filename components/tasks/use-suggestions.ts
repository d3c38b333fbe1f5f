'use client'

import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { suggestionsQuery } from '@/lib/client/queries/suggestions'
import { suggestionKinds } from '@/lib/contract/tasks'
import { type FilterField, qualifierOf } from './filter-fields'
import type { SearchWord } from './search-text.model'
import type { KnownValues } from './suggestions.model'

const settleMs = 150

/** Known values for the word being typed: of its qualifier, or of every kind. Asked for once typing pauses. */
export function useSuggestions(app: string | null, word: SearchWord | null, enabled: boolean): KnownValues {
  const [settled, setSettled] = useState<SearchWord | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(word), settleMs)
    return () => clearTimeout(timer)
  }, [word])

  const answers = useQueries({
    queries: suggestionKinds.map((kind) => ({
      ...suggestionsQuery(app, kind, settled?.value ?? ''),
      enabled: enabled && settled !== null && wants(settled, kind),
      placeholderData: keepPreviousData,
    })),
  })
  const known: KnownValues = {}
  suggestionKinds.forEach((kind, index) => {
    if (settled && wants(settled, kind)) known[kind] = answers[index]?.data?.values ?? []
  })
  return known
}

function wants(word: SearchWord, kind: FilterField): boolean {
  if (word.field === null) return word.value.length > 0
  return word.field !== 'id' && qualifierOf(word.field).kind === kind
}
