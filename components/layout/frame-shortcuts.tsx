'use client'

import { useRouter } from 'next/navigation'
import { tasksHref } from '@/lib/client/task-search'
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
    {
      keys: '/',
      label: 'Search tasks',
      group: 'Everywhere',
      run: () => focusSearch() || router.push(tasksHref({ app })),
    },
  ])
  return null
}

/** The search field is wherever the screen has put it; a phone has it on the task list alone. */
function focusSearch(): boolean {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input[data-search]')]
  const field = fields.find((each) => each.checkVisibility())
  field?.focus()
  field?.select()
  return field !== undefined
}
