import type { RetentionRule } from '@/lib/contract/retention'
import { printSearch } from '@/lib/search/print-search'
import type { SearchNode, SearchTerm } from '@/lib/search/syntax-tree'

const nowhere = { from: 0, to: 0 }
const term = (one: SearchTerm): SearchNode => ({ kind: 'term', term: one, span: nowhere })
const all = (nodes: SearchNode[]): SearchNode => {
  const [only, ...others] = nodes
  return only && others.length === 0 ? only : { kind: 'and', nodes, span: nowhere }
}

/** What a rule forgets, as a search; null where it keeps, or where rules before it decide about everything it fits. */
export type CompiledRule = { rule: RetentionRule; node: SearchNode | null; q: string | null }

/** The first rule that fits decides, so each search leaves out what rules before it fit. */
export function compileRules(rules: RetentionRule[]): CompiledRule[] {
  return rules.map((rule, at) => {
    const before = rules.slice(0, at).filter((other) => overlap(other, rule))
    const decided = before.some((other) => conditionsOf(other).length === 0)
    if (rule.days === null || decided) return { rule, node: null, q: null }
    const older = term({ key: 'finished', operator: '>', at: { kind: 'age', seconds: rule.days * 86_400 } })
    const others = before.map((other): SearchNode => ({ kind: 'not', node: all(conditionsOf(other)), span: nowhere }))
    const node = all([...conditionsOf(rule), ...others, older])
    return { rule, node, q: printSearch(node.kind === 'and' ? node : all([node])) }
  })
}

function conditionsOf({ state, type }: RetentionRule): SearchNode[] {
  return [
    ...(state === null ? [] : [term({ key: 'state', value: state, wildcard: false })]),
    ...(type === null ? [] : [term({ key: 'type', value: type, wildcard: type.endsWith('*') })]),
  ]
}

/** Rules of different states, or of different whole names, never fit the same task. */
function overlap(a: RetentionRule, b: RetentionRule): boolean {
  if (a.state !== null && b.state !== null && a.state !== b.state) return false
  if (a.type === null || b.type === null) return true
  const [left, right] = [a.type, b.type].map((type) => ({ prefix: type.endsWith('*'), text: type.replace(/\*$/, '') }))
  if (!left || !right) return true
  if (left.prefix && right.prefix) return left.text.startsWith(right.text) || right.text.startsWith(left.text)
  if (left.prefix) return right.text.startsWith(left.text)
  if (right.prefix) return left.text.startsWith(right.text)
  return left.text === right.text
}
