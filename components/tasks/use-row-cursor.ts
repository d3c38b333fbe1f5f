'use client'

import { useState } from 'react'

/** The row the keys act on. It stays where it was when the pointer goes elsewhere. */
export function useRowCursor(shown: string[]) {
  const [wanted, setActive] = useState<string | null>(null)
  const active = wanted !== null && shown.includes(wanted) ? wanted : null

  /** One row down or up; from nowhere to the first. The name gets the focus, so that Enter and screen readers follow. */
  const step = (by: 1 | -1) => {
    const at = active === null ? -1 : shown.indexOf(active)
    const next = shown[Math.max(0, Math.min(shown.length - 1, at + by))]
    if (next === undefined) return false
    setActive(next)
    focusRow(next)
    return true
  }
  return { active, setActive, step }
}

export function focusRow(taskId: string): void {
  const row = document.querySelector(`[data-row="${CSS.escape(taskId)}"]`)
  row?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
}
