'use client'

import { useRouter } from 'next/navigation'
import { useApp } from '@/lib/client/use-app'
import { useShortcuts } from '@/lib/client/use-shortcuts'
import { navHref, navItems } from './nav-items'

/** Keys that work on every screen. */
export function FrameShortcuts() {
  const app = useApp()
  const router = useRouter()
  useShortcuts([
    ...navItems.map((item) => ({
      keys: `g ${item.key}`,
      label: `Go to ${item.label}`,
      group: 'Everywhere',
      run: () => router.push(navHref(item, app)),
    })),
    { keys: '/', label: 'Search tasks', group: 'Everywhere', run: focusSearch },
  ])
  return null
}

/** The search field is wherever the screen has put it. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[data-search]')
  field?.focus()
  field?.select()
  return field !== null
}
