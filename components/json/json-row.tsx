'use client'

import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { writePythonJson } from '@/lib/celery/write-python-json'
import { CopyWord } from './copy-word'
import { indent } from './indent'
import { InertText } from './inert-text'
import type { JsonNode } from './json-node'
import type { NodeRow } from './json-rows.model'
import { ShownValue } from './shown-value'

type Props = {
  row: NodeRow
  name: string
  /** The one row of the tree that Tab reaches. */
  active: boolean
  /** Under the pointer or in focus: only then the row carries buttons, or thousands of them would be drawn. */
  near: boolean
  onToggle: (id: string) => void
  onActivate: (id: string) => void
}

/** A row made anew for the same value is the same row. */
function isSame(before: Props, now: Props): boolean {
  return (
    before.row.id === now.row.id &&
    before.row.node === now.row.node &&
    before.row.expanded === now.row.expanded &&
    before.active === now.active &&
    before.near === now.near &&
    before.onToggle === now.onToggle
  )
}

/** Levels from which on the indentation alone no longer tells how deep a row lies. */
const deepFrom = 12

export const JsonRow = memo(function JsonRow({ row, name, active, near, onToggle, onActivate }: Props) {
  const branch = row.node.kind === 'branch' && row.node.size > 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles keys for all rows.
    <div
      role="treeitem"
      data-row={row.id}
      tabIndex={active ? 0 : -1}
      aria-level={row.depth}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-expanded={branch ? row.expanded : undefined}
      aria-selected={active}
      onFocus={() => onActivate(row.id)}
      onClick={() => branch && onToggle(row.id)}
      className={clsx(
        'relative flex items-start rounded-[4px] py-px pr-3 hover:bg-hover focus-visible:outline-offset-[-2px]',
        branch && 'cursor-pointer',
      )}
      style={{ paddingInlineStart: indent(row.depth - 1) }}
    >
      <span className="flex w-4 shrink-0 justify-center pt-1 text-faint">
        {branch && <ChevronRight aria-hidden="true" size={12} className={clsx(row.expanded && 'rotate-90')} />}
      </span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {row.depth > deepFrom && (
          <span className="mr-1.5 text-[10px] text-faint" data-hint={`Level ${row.depth}`}>
            {row.depth}
          </span>
        )}
        {row.label !== null && (
          <span className={row.labelIsIndex ? 'text-faint' : 'text-muted'}>
            <InertText text={row.label === '' ? '""' : row.label} oneLine />
            {': '}
          </span>
        )}
        <ShownValue node={row.node} expanded={row.expanded} />
      </span>
      {near && (
        <span className="absolute top-0.5 right-0.5 flex rounded-[3px] bg-hover pl-1">
          <CopyWord word="path" label="Copy path" text={() => name + row.path} className={inRow} />
          <CopyWord word="copy" label="Copy value" text={() => copyable(row.node)} className={inRow} />
        </span>
      )}
    </div>
  )
}, isSame)

const inRow = 'leading-4.5!'

/** A string is copied bare, everything else as JSON. */
function copyable(node: JsonNode): string {
  return node.kind === 'text' ? node.text : writePythonJson(node.source, { indent: node.kind === 'branch' ? 2 : 0 })
}
