import type { JsonBranch, JsonNode } from './json-node'

/**
 * One line that hints at what a closed branch holds, at most about `limit` characters: `user: "kim@…", items: [3]`. Of a
 * list of mappings it shows inside the first, which tells what the others are like.
 */
export function previewOf(node: JsonNode, limit = 72): string {
  if (node.kind !== 'branch') return inline(node, limit)
  const parts: string[] = []
  let length = 0
  for (let index = 0; index < node.size; index += 1) {
    const { label, node: inner } = node.child(index)
    const inside = index === 0 && node.shape === 'list' && inner.kind === 'branch' && inner.size > 0
    const value = inside ? bracketed(inner, previewOf(inner, limit - 8)) : inline(inner, 32)
    const text = node.shape === 'list' ? value : `${cut(label, 24)}: ${value}`
    if (parts.length > 0 && length + text.length > limit) {
      parts.push('…')
      break
    }
    parts.push(text)
    length += text.length + 2
  }
  return parts.join(', ')
}

function inline(node: JsonNode, limit: number): string {
  if (node.kind === 'branch') return bracketed(node, node.size === 0 ? '' : String(node.size))
  return node.kind === 'text' ? `"${cut(node.text, limit)}"` : cut(node.text, limit)
}

function bracketed(node: JsonBranch, inside: string): string {
  return `${node.type ?? ''}${node.shape === 'list' ? `[${inside}]` : `{${inside}}`}`
}

// Cut between code points, so that no half of an emoji is left over.
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const at = limit - 1
  const code = text.charCodeAt(at - 1)
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? at - 1 : at)}…`
}
