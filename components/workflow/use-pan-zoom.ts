'use client'

import { type PointerEvent, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Size, startView, type View, zoomAt } from './pan-zoom.model'

const dragPx = 4

/**
 * A drawing that is moved by dragging and by the wheel sideways, and made larger by Ctrl and the wheel: the wheel alone
 * scrolls the page, as everywhere. `first` says where it lies before anybody has moved it.
 */
export function usePanZoom(drawing: Size, height: number, first: Parameters<typeof startView>[2]) {
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [width, setWidth] = useState(0)
  const [view, setView] = useState<View | null>(null)
  const drag = useRef<{ x: number; y: number; view: View; moved: boolean } | null>(null)
  const size = { width, height }
  const shown = view ?? startView(drawing, size, first)

  const measure = useCallback((element: HTMLElement | null) => {
    setFrame(element)
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const onWheel = useEffectEvent((event: WheelEvent) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY)
    if (event.ctrlKey || event.metaKey) {
      const bounds = frame?.getBoundingClientRect()
      const at = { x: event.clientX - (bounds?.left ?? 0), y: event.clientY - (bounds?.top ?? 0) }
      setView(zoomAt(shown, Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200), at))
    } else if (sideways || event.shiftKey) {
      setView({ ...shown, x: shown.x - (sideways ? event.deltaX : event.deltaY) })
    } else return
    event.preventDefault()
  })
  useEffect(() => {
    if (!frame) return
    // React listens passively, and a passive listener cannot keep the page from growing instead.
    frame.addEventListener('wheel', onWheel, { passive: false })
    return () => frame.removeEventListener('wheel', onWheel)
  }, [frame])

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button === 0) drag.current = { x: event.clientX, y: event.clientY, view: shown, moved: false }
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const from = drag.current
    if (!from || event.buttons === 0) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!from.moved && Math.hypot(dx, dy) < dragPx) return
    if (!from.moved) event.currentTarget.setPointerCapture(event.pointerId)
    from.moved = true
    setView({ ...from.view, x: from.view.x + dx, y: from.view.y + dy })
  }
  /** True once after a drag: the click that ends it is none. */
  const wasDragged = () => {
    const { moved } = drag.current ?? { moved: false }
    drag.current = null
    return moved
  }
  return { frame, measure, size, view: shown, setView, wasDragged, onPointerDown, onPointerMove }
}
