'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { formatLocal, formatRelative, formatUtc } from './format-time'
import { placeHint } from './hint-layer.model'
import { Kbd } from './kbd'

const showAfterMs = 350
const hideAfterMs = 120
const hinted = '[data-hint],[data-hint-time],[data-clip]'
const longest = 600

/**
 * The one place that shows hints. Anything that carries `data-hint` (text, lines divided by \n), `data-hint-key` (a
 * shortcut), `data-hint-time` (an ISO time, shown in UTC and in local time) or `data-clip` (its own text, if there was no room
 * for all of it) gets one on hover, when reached with the Tab key and, where it is no control itself, on tap. A list of a
 * thousand cells costs nothing but the attributes.
 */
export function HintLayer() {
  const [target, setTarget] = useState<Element | null>(null)
  const layer = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let byTab = false
    const show = (element: Element | null, afterMs: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => setTarget(element), afterMs)
    }
    const over = (event: PointerEvent) => {
      if (event.pointerType === 'touch' || !(event.target instanceof Element)) return
      if (layer.current?.contains(event.target)) return clearTimeout(timer)
      const element = closestHinted(event.target)
      show(element, element ? showAfterMs : hideAfterMs)
    }
    const focus = (event: FocusEvent) => {
      // Focus that a page moves by itself, into a dialog for instance, asks for no explanation.
      if (byTab) show(closestHinted(event.target), 0)
    }
    const tap = (event: PointerEvent) => {
      byTab = false
      const pressed = event.target instanceof Element ? event.target : null
      const element = closestHinted(pressed)
      // Pressing a control does what it says; its hint would only stand in the way.
      const isControl = pressed?.closest('a,button,input,[role="checkbox"],[role="menuitem"]') !== null
      if (event.pointerType !== 'touch') show(null, 0)
      else show(isControl ? null : element, 0)
    }
    const leave = () => show(null, 0)
    const key = (event: KeyboardEvent) => {
      byTab = event.key === 'Tab'
      if (event.key === 'Escape') leave()
    }
    document.addEventListener('pointerover', over)
    document.addEventListener('pointerdown', tap)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', leave)
    document.addEventListener('keydown', key, true)
    window.addEventListener('scroll', leave, { capture: true, passive: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', over)
      document.removeEventListener('pointerdown', tap)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', leave)
      document.removeEventListener('keydown', key, true)
      window.removeEventListener('scroll', leave, { capture: true })
    }
  }, [])

  useLayoutEffect(() => {
    if (!layer.current || !target?.isConnected) return
    const screen = { width: document.documentElement.clientWidth, height: window.innerHeight }
    const place = placeHint(target.getBoundingClientRect(), layer.current.getBoundingClientRect(), screen)
    layer.current.style.translate = `${place.left}px ${place.top}px`
    layer.current.style.visibility = 'visible'
  }, [target])

  if (!target) return null
  const shortcut = target.getAttribute('data-hint-key')
  return (
    <div
      ref={layer}
      // Whatever a hint says is in the name or the hidden text of its target, so it is not read out twice.
      aria-hidden="true"
      className="invisible fixed top-0 left-0 z-[100] max-w-[min(360px,calc(100vw-16px))] whitespace-pre-line break-words rounded bg-fg px-2 py-1 text-bg text-small shadow-float"
    >
      {hintText(target)}
      {shortcut && <Kbd className="ml-2 border-transparent bg-bg/20 text-bg">{shortcut}</Kbd>}
    </div>
  )
}

function closestHinted(target: EventTarget | null): Element | null {
  const element = target instanceof Element ? target.closest(hinted) : null
  if (!element?.hasAttribute('data-clip') || isClipped(element)) return element
  return closestHinted(element.parentElement)
}

function isClipped(element: Element): boolean {
  return element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 2
}

function hintText(target: Element): string {
  if (target.hasAttribute('data-clip')) return (target.textContent ?? '').slice(0, longest)
  const text = target.getAttribute('data-hint')
  const time = Date.parse(target.getAttribute('data-hint-time') ?? '')
  if (Number.isNaN(time)) return text ?? ''
  const utc = formatUtc(time)
  const local = formatLocal(time)
  const age = formatRelative(time, Date.now())
  // What the target says itself, and the local time of those who live by UTC, would be said twice.
  const lines = [text, utc, local.endsWith(' UTC') ? null : local, target.textContent === age ? null : age]
  return lines.filter(Boolean).join('\n')
}
