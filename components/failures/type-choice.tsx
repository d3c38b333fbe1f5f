'use client'

import { useQuery } from '@tanstack/react-query'
import { suggestionsQuery } from '@/lib/client/queries/suggestions'

/** Narrows the failures to those of one task type. */
export function TypeChoice({ app, onChoose }: { app: string | null; onChoose: (name: string) => void }) {
  const names = useQuery(suggestionsQuery(app, 'name', '')).data?.values ?? []
  if (names.length === 0) return null
  return (
    <select
      aria-label="Filter by task type"
      className="h-8 max-w-60 rounded border border-line bg-bg px-2 text-list hover:border-line-strong max-md:h-10"
      value=""
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">All types</option>
      {names.toSorted().map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  )
}
