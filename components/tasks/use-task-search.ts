'use client'

import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { parseTaskSearch } from '@/lib/client/task-search'

/** The search as the URL says it now; the same object as long as the URL stays the same. */
export function useTaskSearch() {
  const text = useSearchParams().toString()
  return useMemo(() => parseTaskSearch(new URLSearchParams(text)), [text])
}
