'use client'

import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { suggestionsQuery } from '@/lib/client/queries/suggestions'
import { type SuggestionKind, suggestionKinds } from '@/lib/contract/values'
import type { TypedWord } from '@/lib/search/complete-search'
import { hintOf } from './search-keys'
import type { KnownValues } from './suggestions.model'

const settleMs = 150

/** Known values for the word being typed: of its key, or of every kind. Asked for once typing pauses. */
export function useSuggestions(app: string | null, word: TypedWord | null, enabled: boolean): KnownValues {
  const [settled, setSettled] = useState<TypedWord | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(word), settleMs)
    return () => clearTimeout(timer)
  }, [word])

  const answers = useQueries({
    queries: suggestionKinds.map((kind) => ({
      ...suggestionsQuery(app, kind, settled?.typed ?? ''),
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

function wants(word: TypedWord, kind: SuggestionKind): boolean {
  return word.key === null ? word.typed.length > 0 : hintOf(word.key)?.kind === kind
}
