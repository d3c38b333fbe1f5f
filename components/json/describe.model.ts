import { formatNumber } from '@/components/ui/format-number'
import type { JsonNode } from './json-node'

/** A value in a few words for its heading: "list of 3", "mapping of 12", "shopmodels.Order", "text of 20,000 characters", "none". */
export function describeValue(node: JsonNode): string | null {
  if (node.kind === 'branch') {
    const plain = node.shape === 'list' ? 'list' : 'mapping'
    if (node.size === 0) return node.type ? `empty ${node.type}` : 'none'
    return node.shape === 'mapping' && node.type ? node.type : `${node.type ?? plain} of ${formatNumber(node.size)}`
  }
  if (node.kind === 'text' && node.text.length > 100) return `text of ${formatNumber(node.text.length)} characters`
  return null
}
