'use client'

import { useRouter } from 'next/navigation'
import { tasksHref } from '@/lib/client/task-search'

/** Back to where one came from, scroll position and filters with it; to the list where the page was opened directly. */
export function useLeave(app: string | null): () => void {
  const router = useRouter()
  return () => {
    if (cameFromHere()) router.back()
    else router.push(tasksHref({ app }))
  }
}

// Older browsers have no Navigation API; there the list is the way back.
function cameFromHere(): boolean {
  return 'navigation' in window && (window.navigation.currentEntry?.index ?? 0) > 0
}
