'use client'

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { keyName, paletteKey, type Shortcut, stepKey } from './keyboard.model'

const sequenceMs = 1_200
let registered: Shortcut[] = []
let pending: { key: string; at: number } | null = null
const listeners = new Set<() => void>()

/**
 * The only listener for keys in the whole page. It never acts while somebody types, nor behind an open dialog or menu; the
 * key of the palette does, unless a dialog asks for an answer first.
 */
function onKeyDown(event: KeyboardEvent): void {
  const key = keyName(event)
  if (key === null) return
  if (key === paletteKey) {
    if (document.querySelector('[data-modal]')) return
  } else {
    if (isTyping(event.target) || (isControl(event.target) && (key === 'Enter' || key === ' '))) return
    if (document.querySelector('[role="dialog"],[role="menu"],[role="alertdialog"]')) return
  }
  const first = pending && event.timeStamp - pending.at < sequenceMs ? pending.key : null
  const step = stepKey(registered, first, key)
  pending = step.kind === 'wait' ? { key: step.pending, at: event.timeStamp } : null
  if (step.kind !== 'run') return
  for (const candidate of step.candidates) {
    if (candidate.run() === false) continue
    event.preventDefault()
    return
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target.isContentEditable || target.matches('textarea,select')
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a,button,input,summary') !== null
}

function register(added: Shortcut[]): () => void {
  if (registered.length === 0) document.addEventListener('keydown', onKeyDown)
  registered = [...registered, ...added]
  notify()
  return () => {
    registered = registered.filter((shortcut) => !added.includes(shortcut))
    if (registered.length === 0) document.removeEventListener('keydown', onKeyDown)
    notify()
  }
}

function notify(): void {
  for (const listener of listeners) listener()
}

/**
 * Keys that work while the component is on screen and `enabled`; the help dialog lists them by itself. `run` always sees the
 * newest props.
 */
export function useShortcuts(shortcuts: Shortcut[], enabled = true): void {
  const run = useEffectEvent((index: number) => shortcuts[index]?.run())
  // Keys and labels decide whether anything has to be registered anew; closures change with every render.
  const shape = JSON.stringify(shortcuts.map(({ keys, label, group }) => ({ keys, label, group })))
  useEffect(() => {
    if (!enabled) return
    const described: Omit<Shortcut, 'run'>[] = JSON.parse(shape)
    return register(described.map((shortcut, index) => ({ ...shortcut, run: () => run(index) })))
  }, [shape, enabled])
}

const none: Shortcut[] = []

/** All keys that work at this moment. */
export function useRegisteredShortcuts(): Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => registered,
    () => none,
  )
}
