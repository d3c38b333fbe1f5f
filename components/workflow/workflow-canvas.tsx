'use client'

import { Maximize, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useMemo, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import type { Drawing } from './drawing.model'
import { DrawnCards } from './drawn-cards'
import { DrawnLines } from './drawn-lines'
import { layOut } from './layout.model'
import { fitView, toShow, zoomAt } from './pan-zoom.model'
import { usePanZoom } from './use-pan-zoom'
import { type Direction, neighbourOf } from './walk.model'
import { cardSize } from './workflow-card'

const stackSize = { width: cardSize.width, height: 30 }
const panPx = 60
const zoomStep = 1.25
const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

type Props = {
  drawing: Drawing
  focus: string
  app: string | null
  /** The drawing in a sentence. */
  label: string
  onOpen: (stackId: string) => void
}

/** The workflow as cards and lines, from left to right, in a frame that it can be moved in. */
export function WorkflowCanvas({ drawing, focus, app, label, onOpen }: Props) {
  const layout = useMemo(
    () =>
      layOut(
        drawing.items.map(({ id, kind }) => ({ id, ...(kind === 'stack' ? stackSize : cardSize) })),
        drawing.edges,
      ),
    [drawing],
  )
  const placed = useMemo(() => new Map(layout.items.map((item) => [item.id, item])), [layout])
  const height = Math.round(Math.min(600, Math.max(160, layout.height + 48)))
  const { frame, measure, size, view, setView, wasDragged, ...pointer } = usePanZoom(layout, height, placed.get(focus))
  const [active, setActive] = useState(focus)
  const current = placed.has(active) ? active : (layout.items[0]?.id ?? '')

  const zoom = (factor: number) => setView(zoomAt(view, factor, { x: size.width / 2, y: size.height / 2 }))
  const goTo = (id: string) => {
    const card = [...(frame?.querySelectorAll<HTMLElement>('[data-item]') ?? [])].find(
      (element) => element.dataset.item === id,
    )
    card?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const direction = directions[event.key]
    const onCard = event.target instanceof HTMLElement ? event.target.dataset.item : undefined
    if (direction && onCard !== undefined) {
      const next = neighbourOf(onCard, direction, layout.items, drawing.edges)
      if (next !== null) goTo(next)
    } else if (direction && event.target === event.currentTarget) {
      const by = { left: [panPx, 0], right: [-panPx, 0], up: [0, panPx], down: [0, -panPx] }[direction]
      setView({ ...view, x: view.x + (by[0] ?? 0), y: view.y + (by[1] ?? 0) })
    } else if (event.key === '+' || event.key === '=') zoom(zoomStep)
    else if (event.key === '-') zoom(1 / zoomStep)
    else if (event.key === '0') setView(fitView(layout, size))
    else return
    event.preventDefault()
  }
  return (
    <div className="relative">
      <section
        ref={measure}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what moves under the arrow keys must be reachable by keyboard.
        tabIndex={0}
        className="relative cursor-grab touch-none select-none overflow-hidden rounded border border-line bg-subtle active:cursor-grabbing"
        style={{ height }}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const id = event.target.dataset.item
          const item = id === undefined ? undefined : placed.get(id)
          if (!item) return
          setActive(item.id)
          setView(toShow(view, item, size))
        }}
        // The browser scrolls to what has the focus; the drawing moves by itself.
        onScroll={(event) => event.currentTarget.scrollTo(0, 0)}
        onClickCapture={(event: MouseEvent) => {
          if (!wasDragged()) return
          event.preventDefault()
          event.stopPropagation()
        }}
        {...pointer}
      >
        <div
          className="absolute top-0 left-0 origin-top-left"
          style={{
            width: layout.width,
            height: layout.height,
            transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
            visibility: size.width === 0 ? 'hidden' : undefined,
          }}
        >
          <DrawnLines layout={layout} />
          <DrawnCards {...{ drawing, layout, focus, active: current, app, onOpen }} />
        </div>
      </section>
      <div className="absolute right-2 bottom-2 flex rounded border border-line bg-raised">
        <IconButton label="Smaller" shortcut="-" onClick={() => zoom(1 / zoomStep)}>
          <Minus size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label="Larger" shortcut="+" onClick={() => zoom(zoomStep)}>
          <Plus size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label="Show all of it" shortcut="0" onClick={() => setView(fitView(layout, size))}>
          <Maximize size={14} aria-hidden="true" />
        </IconButton>
      </div>
    </div>
  )
}
