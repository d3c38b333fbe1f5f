'use client'

import { usePathname, useSearchParams } from 'next/navigation'

/** Gives the address of this screen with some parameters changed; null and "" take one away. */
export function useHrefWith(): (change: Record<string, string | null>) => string {
  const params = useSearchParams()
  const pathname = usePathname()
  return (change) => {
    const changed = new URLSearchParams(params)
    for (const [name, value] of Object.entries(change)) {
      if (value === null || value === '') changed.delete(name)
      else changed.set(name, value)
    }
    const search = changed.toString()
    return `${pathname}${search && `?${search}`}`
  }
}
