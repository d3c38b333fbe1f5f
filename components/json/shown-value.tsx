import clsx from 'clsx'
import { formatNumber } from '@/components/ui/format-number'
import { FoldedText } from './folded-text'
import { InertText } from './inert-text'
import type { JsonBranch, JsonNode } from './json-node'
import { previewOf } from './preview.model'

/** One value in one place: a number, a string, or what a branch holds in short. */
export function ShownValue({ node, expanded }: { node: JsonNode; expanded: boolean }) {
  switch (node.kind) {
    case 'leaf':
      return (
        <span className={clsx('[overflow-wrap:anywhere]', node.tone === 'null' && 'text-faint')}>
          {node.type && <TypeName type={node.type} />}
          <InertText text={node.text} oneLine />
        </span>
      )
    case 'text':
      return (
        <>
          {node.type && <TypeName type={node.type} />}
          <FoldedText text={node.text} quoted />
        </>
      )
    case 'branch':
      return <Branch node={node} expanded={expanded} />
  }
}

function Branch({ node, expanded }: { node: JsonBranch; expanded: boolean }) {
  const [open, close] = node.shape === 'list' ? ['[', ']'] : ['{', '}']
  const count = `${open}${node.size === 0 ? '' : formatNumber(node.size)}${close}`
  return (
    <span className="[overflow-wrap:anywhere]">
      {node.type && <TypeName type={node.type} />}
      <span className="text-faint">{count}</span>
      {!expanded && node.size > 0 && (
        <span className="ml-2 text-muted">
          <InertText text={previewOf(node)} oneLine />
        </span>
      )}
    </span>
  )
}

function TypeName({ type }: { type: string }) {
  return (
    <span className="mr-1.5 rounded-[3px] bg-active px-1 py-px font-sans text-[11px] text-muted">
      <InertText text={type} oneLine />
    </span>
  )
}
