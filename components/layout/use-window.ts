'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { type WindowName, windowName } from '@/lib/contract/common'

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
  return { window: windowName.safeParse(params.get('window')).data ?? usual, hrefOf }
}
