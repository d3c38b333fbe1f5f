/** Whether the palette is open: keys, the rail and the bar of a phone open it from their own corners of the page. */
let open = false
let opener: Element | null = null
const listeners = new Set<() => void>()

function change(next: boolean): void {
  open = next
  for (const listener of listeners) listener()
}

export const palette = {
  isOpen: () => open,
  show(): void {
    if (open) return
    opener = document.activeElement
    change(true)
  },
  hide: () => change(false),
  /** Gives the focus back to where it was, or to the content where that is gone. */
  giveFocusBack(): void {
    const place = opener?.isConnected ? opener : document.getElementById('main')
    if (place instanceof HTMLElement) place.focus({ preventScroll: true })
    opener = null
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
