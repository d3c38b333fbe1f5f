'use client'

import { useSyncExternalStore } from 'react'

/** The key that goes with a letter on this machine. The server, which cannot know, says Ctrl. */
export function useModKey(): 'Ctrl' | '⌘' {
  return useSyncExternalStore(never, modKey, () => 'Ctrl' as const)
}

function never(): () => void {
  return () => {}
}

function modKey(): 'Ctrl' | '⌘' {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'
}
