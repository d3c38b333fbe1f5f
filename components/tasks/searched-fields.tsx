'use client'

import { useQuery } from '@tanstack/react-query'
import { featuresQuery } from '@/lib/client/queries/features'
import type { TaskSearch } from '@/lib/client/task-search'
import { looksForText } from './search-text.model'

/** Where free text was looked for: nobody should take "not found" for more than it is. */
export function SearchedFields({ search }: { search: TaskSearch }) {
  const features = useQuery(featuresQuery(search.app))
  if (!features.data || !looksForText(search.q)) return null
  return (
    <p className="text-muted text-small">
      Text is looked for in ids, names, exception types and messages
      {features.data.searchesArguments
        ? ', and in the first 2 kB each of arguments and results.'
        : '. Arguments and results are not indexed here (INDEX_ARGUMENTS=false).'}
    </p>
  )
}
