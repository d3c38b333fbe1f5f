'use client'

import { useEffect } from 'react'
import { rail, theme } from '@/lib/client/theme'

/** Keeps the attributes of <html> in step with the settings and the system, as before-paint.ts set them first. */
export function Appearance() {
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      const chosen = theme.get()
      document.documentElement.dataset.theme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen
      document.documentElement.dataset.rail = rail.get()
    }
    apply()
    dark.addEventListener('change', apply)
    const forgetTheme = theme.subscribe(apply)
    const forgetRail = rail.subscribe(apply)
    return () => {
      dark.removeEventListener('change', apply)
      forgetTheme()
      forgetRail()
    }
  }, [])
  return null
}
