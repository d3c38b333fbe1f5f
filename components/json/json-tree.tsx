'use client'

import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
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
  onView: (view: TreeView) => void
  /** What the value is called, for paths and screen readers: "result". */
  name: string
}

/** A tree of the ARIA pattern: one stop for Tab, arrow keys inside. */
export function JsonTree({ root, view, onView, name }: Props) {
  // The heading over the tree stands for the root: its row would only say the same again.
  const rows = useMemo(() => treeRows(root, view).slice(1), [root, view])
  const nodes = useMemo(() => rows.filter((row): row is NodeRow => row.kind === 'node'), [rows])
  const [activeId, setActiveId] = useState('')
  const tree = useRef<HTMLDivElement>(null)
  const active = nodes.some((row) => row.id === activeId) ? activeId : nodes[0]?.id

  function toggle(id: string) {
    const open = new Set(view.open)
    if (!open.delete(id)) open.add(id)
    onView({ ...view, open })
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
      setActiveId(move.id)
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
      className="font-mono text-[12.5px] leading-5"
    >
      {rows.map((row) =>
        row.kind === 'node' ? (
          <JsonRow
            key={row.id}
            row={row}
            name={name}
            active={row.id === active}
            onToggle={toggle}
            onActivate={setActiveId}
          />
        ) : (
          <div key={row.id} role="none" style={{ paddingInlineStart: indent(row.depth - 1) }}>
            <button
              type="button"
              className="py-0.5 font-sans text-list text-accent hover:underline"
              onClick={() =>
                onView({ ...view, drawn: new Map(view.drawn).set(row.branchId, row.drawn + childrenAtATime) })
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
