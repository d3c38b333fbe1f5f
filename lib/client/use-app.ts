'use client'

import { useSearchParams } from 'next/navigation'

/** The app named in the URL, or null: the API then takes the first one configured. */
export function useApp(): string | null {
  return useSearchParams().get('app')
}
