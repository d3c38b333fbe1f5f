'use client'

import { usePathname, useSearchParams } from 'next/navigation'

/** Gives the address of this screen with one parameter changed; null and "" take it away. */
export function useHrefWith(): (name: string, value: string | null) => string {
  const params = useSearchParams()
  const pathname = usePathname()
  return (name, value) => {
    const changed = new URLSearchParams(params)
    if (value === null || value === '') changed.delete(name)
    else changed.set(name, value)
    const search = changed.toString()
    return `${pathname}${search && `?${search}`}`
  }
}
