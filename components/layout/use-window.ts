'use client'

import { useSearchParams } from 'next/navigation'
import { type WindowName, windowName } from '@/lib/contract/common'
import { useHrefWith } from './use-href-with'

/** The window a screen's URL asks for, `usual` where it asks for none, and the addresses of the others. */
export function useWindow(usual: WindowName = '24h'): { window: WindowName; hrefOf: (window: WindowName) => string } {
  const asked = windowName.safeParse(useSearchParams().get('window'))
  const hrefWith = useHrefWith()
  return {
    window: asked.data ?? usual,
    hrefOf: (window) => hrefWith('window', window === usual ? null : window),
  }
}
