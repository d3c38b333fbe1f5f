'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { parseWindow, type WindowName } from '@/lib/contract/values'

/** The window a screen's URL asks for, `usual` where it asks for none, and the addresses of the others. */
export function useWindow(usual: WindowName = '24h'): { window: WindowName; hrefOf: (window: WindowName) => string } {
  const params = useSearchParams()
  const pathname = usePathname()
  const hrefOf = (window: WindowName) => {
    const changed = new URLSearchParams(params)
    if (window === usual) changed.delete('window')
    else changed.set('window', window)
    const text = changed.toString()
    return `${pathname}${text && `?${text}`}`
  }
  return { window: parseWindow(params.get('window')) ?? usual, hrefOf }
}
