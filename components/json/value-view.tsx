'use client'

import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { formatBytes } from '@/components/ui/format-bytes'
import { toast } from '@/components/ui/toast'
import { parsePythonJson } from '@/lib/celery/python-json'
import type { JsonValue } from '@/lib/contract/tasks'
import { CopyWord } from './copy-word'
import { describeValue } from './describe.model'
import { downloadText } from './download-text'
import type { JsonNode } from './json-node'
import { jsonNodeOf } from './json-node-of'
import { openWithin, type TreeView } from './json-rows.model'
import { closedView, firstView, JsonTree, mostRows, wholeView } from './json-tree'
import { ShownValue } from './shown-value'
import { TextBlock } from './text-block'
import { WordButton } from './word-button'

/** Below this, copying is the easier way. */
const worthAFile = 2_000

type Props = {
  value: JsonValue
  /** What Python would call it: "result". Copied paths begin with it. */
  name: string
  /** Where the whole stored document can be had, for values the API had to cut. */
  rawHref: string
  /** Stands at the left of the line of controls. */
  heading: ReactNode
}

/** A stored value: a tree where it parses, its text on request or where it was cut. Nothing in it can act. */
export function ValueView({ value, name, rawHref, heading }: Props) {
  const root = useMemo(() => rootOf(value), [value])
  const [asText, setAsText] = useState(false)
  const branch = root?.kind === 'branch' && root.size > 0
  // An empty list says all there is in its heading.
  const empty = root?.kind === 'branch' && root.size === 0
  const [changed, setChanged] = useState<{ root: JsonNode; view: TreeView } | null>(null)
  const first = useMemo(() => (root ? firstView(root) : closedView), [root])
  // A view belongs to one value: a result that changes while the page is open starts anew.
  const view = changed && changed.root === root ? changed.view : first
  const wholeAtFirst = useMemo(
    () => (root ? openWithin(root, mostRows).open.size === first.open.size : true),
    [root, first],
  )
  const change = useCallback(
    (edit: (view: TreeView) => TreeView) =>
      setChanged((now) => (root ? { root, view: edit(now?.root === root ? now.view : first) } : now)),
    [root, first],
  )

  return (
    <div className="min-w-0">
      <div className="flex min-h-8 flex-wrap items-center gap-x-0.5">
        <div className="mr-auto flex min-w-0 items-baseline gap-2">
          {heading}
          <span className="text-faint text-small">
            {empty
              ? describeValue(root)
              : [root && describeValue(root), formatBytes(value.sizeBytes)].filter(Boolean).join(' · ')}
          </span>
        </div>
        <span className="-mr-1.5 flex shrink-0 items-center">
          {root && branch && !asText && !wholeAtFirst && (
            <>
              <WordButton onClick={() => change(() => openAll(root))}>expand all</WordButton>
              <WordButton onClick={() => change(() => closedView)}>collapse</WordButton>
            </>
          )}
          {branch && (
            <WordButton aria-pressed={asText} onClick={() => setAsText(!asText)}>
              text
            </WordButton>
          )}
          {!empty && <CopyWord word="copy" label={`Copy ${name}`} text={() => value.json} />}
          {!value.truncated && value.sizeBytes > worthAFile && (
            <WordButton onClick={() => downloadText(value.json, `${name}.json`)}>download</WordButton>
          )}
        </span>
      </div>
      {!root && <CutNotice value={value} rawHref={rawHref} />}
      {root && branch && !asText && <JsonTree root={root} view={view} onView={change} name={name} />}
      {root && !branch && !empty && (
        <div className="py-0.5 font-mono text-[12.5px] leading-5">
          <ShownValue node={root} expanded />
        </div>
      )}
      {(!root || (branch && asText)) && <TextBlock text={value.json} />}
    </div>
  )
}

function openAll(root: JsonNode): TreeView {
  const { view, whole } = wholeView(root)
  if (!whole) toast.message('Too much to open at once: inner values, and all beyond the first hundred, stay closed.')
  return view
}

function rootOf(value: JsonValue): JsonNode | null {
  if (value.truncated) return null
  const parsed = parsePythonJson(value.json)
  return parsed.kind === 'parsed' ? jsonNodeOf(parsed.value) : null
}

function CutNotice({ value, rawHref }: { value: JsonValue; rawHref: string }) {
  if (!value.truncated) return null
  return (
    <p className="mb-1 text-muted text-small">
      The first {formatBytes(value.json.length)} of {formatBytes(value.sizeBytes)}, as text.{' '}
      <a href={rawHref} className="text-fg underline underline-offset-2">
        Download the whole document
      </a>
    </p>
  )
}
