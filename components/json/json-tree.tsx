'use client'

import { type KeyboardEvent, type PointerEvent, useCallback, useMemo, useRef, useState } from 'react'
import { formatNumber } from '@/components/ui/format-number'
import { indent } from './indent'
import type { JsonNode } from './json-node'
import { JsonRow } from './json-row'
import { childrenAtATime, type NodeRow, openWithin, type TreeView, treeRows } from './json-rows.model'
import { treeMove } from './tree-keys.model'

const firstRows = 60
const firstDepth = 6
/** More rows than this are never opened at once: a browser would pause. */
export const mostRows = 3_000

/** The first view of a value: outer branches open as far as a screen holds them. */
export function firstView(root: JsonNode): TreeView {
  return { open: openWithin(root, firstRows, firstDepth).open, drawn: new Map() }
}

/** Everything open, up to a number of rows a browser draws without a pause. */
export function wholeView(root: JsonNode): { view: TreeView; whole: boolean } {
  const { open, whole } = openWithin(root, mostRows)
  return { view: { open, drawn: new Map() }, whole }
}

/** Only the outermost level. */
export const closedView: TreeView = { open: new Set(['$']), drawn: new Map() }

type Props = {
  root: JsonNode
  view: TreeView
  onView: (edit: (view: TreeView) => TreeView) => void
  /** What the value is called, for paths and screen readers: "result". */
  name: string
}

/** A tree of the ARIA pattern: one stop for Tab, arrow keys inside. */
export function JsonTree({ root, view, onView, name }: Props) {
  // The heading over the tree stands for the root: its row would only say the same again.
  const rows = useMemo(() => treeRows(root, view).slice(1), [root, view])
  const nodes = useMemo(() => rows.filter((row): row is NodeRow => row.kind === 'node'), [rows])
  const [activeId, setActiveId] = useState('')
  const [nearId, setNearId] = useState<string | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const active = nodes.some((row) => row.id === activeId) ? activeId : nodes[0]?.id

  const toggle = useCallback((id: string) => onView((now) => ({ ...now, open: toggled(now.open, id) })), [onView])
  const activate = useCallback((id: string) => {
    setActiveId(id)
    setNearId(id)
  }, [])

  function onPointerOver(event: PointerEvent) {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
    setNearId(row?.dataset.row ?? null)
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // Keys pressed on a button inside a row belong to that button.
    if (event.target instanceof HTMLElement && event.target.getAttribute('role') !== 'treeitem') return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const move = treeMove(nodes, active ?? '', event.key)
    if (!move) return
    event.preventDefault()
    event.stopPropagation()
    if (move.kind === 'toggle') toggle(move.id)
    else {
      activate(move.id)
      tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(move.id)}"]`)?.focus()
    }
  }

  return (
    <div
      ref={tree}
      role="tree"
      aria-label={name}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onPointerOver={onPointerOver}
      onPointerLeave={() => setNearId(null)}
      className="font-mono text-[12.5px] leading-5"
    >
      {rows.map((row) =>
        row.kind === 'node' ? (
          <JsonRow
            key={row.id}
            row={row}
            name={name}
            active={row.id === active}
            near={row.id === nearId}
            onToggle={toggle}
            onActivate={activate}
          />
        ) : (
          <div
            key={row.id}
            role="treeitem"
            tabIndex={-1}
            aria-selected={false}
            aria-level={row.depth}
            style={{ paddingInlineStart: indent(row.depth - 1) }}
          >
            <button
              type="button"
              className="py-0.5 font-sans text-list text-accent hover:underline"
              onClick={() =>
                onView((now) => ({ ...now, drawn: new Map(now.drawn).set(row.branchId, row.drawn + childrenAtATime) }))
              }
            >
              show {formatNumber(Math.min(childrenAtATime, row.total - row.drawn))} more of{' '}
              {formatNumber(row.total - row.drawn)}
            </button>
          </div>
        ),
      )}
    </div>
  )
}

function toggled(open: ReadonlySet<string>, id: string): Set<string> {
  const changed = new Set(open)
  if (!changed.delete(id)) changed.add(id)
  return changed
}
