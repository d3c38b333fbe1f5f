'use client'

import { useSearchParams } from 'next/navigation'
import { parseWindow, type WindowName } from '@/lib/contract/values'
import { useHrefWith } from './use-href-with'

/** The window a screen's URL asks for, `usual` where it asks for none, and the addresses of the others. */
export function useWindow(usual: WindowName = '24h'): { window: WindowName; hrefOf: (window: WindowName) => string } {
  const asked = parseWindow(useSearchParams().get('window'))
  const hrefWith = useHrefWith()
  return {
    window: asked ?? usual,
    hrefOf: (window) => hrefWith({ window: window === usual ? null : window }),
  }
}
