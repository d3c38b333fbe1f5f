'use client'

import { useLayoutEffect, useRef } from 'react'

const places = new Map<string, number>()

/**
 * Puts the page where it was when somebody comes back to it. The browser tries this itself, but too early: before the rows
 * stand, the document is short. `key` names the visit and the list; nothing is done before `ready`.
 */
export function useKeptScroll(key: string, ready: boolean): void {
  const restored = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (!ready) return
    if (restored.current !== key) {
      restored.current = key
      const place = places.get(key)
      if (place !== undefined) window.scrollTo({ top: place, behavior: 'instant' })
    }
    const remember = () => places.set(key, window.scrollY)
    window.addEventListener('scroll', remember, { passive: true })
    return () => window.removeEventListener('scroll', remember)
  }, [key, ready])
}
