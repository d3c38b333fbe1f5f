import type { SearchNode, SearchTerm, TextKey } from '@/lib/search/syntax-tree'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Clause, Condition } from './condition'
import { finishedMs, type SearchContext, termCondition, timeOperator, valuesCondition } from './term-condition'

type Sql = Prisma.Sql

/**
 * One way to match: all conditions hold, at `fromMs <= occurredMs < toMs`. `asksWords`: one of them looks into the index of
 * words row by row, so it must be asked by `selectSeen`.
 */
export type Branch = { conditions: Condition[]; fromMs: number | null; toMs: number | null; asksWords: boolean }

const mostBranches = 16

/** A search as alternatives that are looked up one by one; a task may match several of them. */
export async function resolveSearch(context: SearchContext, node: SearchNode): Promise<Branch[]> {
  const parts = node.kind === 'and' ? node.nodes : [node]
  const alternatives = parts.findIndex((part) => part.kind === 'or' && sameKey(part.nodes) === null)
  const or = parts[alternatives]
  if (or?.kind !== 'or' || or.nodes.length > mostBranches) return [await branchOf(context, parts)]
  const others = parts.filter((_, at) => at !== alternatives)
  return Promise.all(
    or.nodes.map((part) => branchOf(context, [...others, ...(part.kind === 'and' ? part.nodes : [part])])),
  )
}

async function branchOf(context: SearchContext, parts: SearchNode[]): Promise<Branch> {
  const branch: Branch = { conditions: [], fromMs: null, toMs: null, asksWords: parts.some(hasWords) }
  for (const part of parts) {
    if (part.kind === 'term' && part.term.key === 'finished' && narrow(context.nowMs, branch, part.term)) continue
    const clause = await clauseOf(context, part)
    if (clause.kind === 'condition') branch.conditions.push(clause)
    else branch.conditions.push({ sql: sqlOf(clause), driver: null })
  }
  return branch
}

function hasWords(node: SearchNode): boolean {
  if (node.kind === 'term') return node.term.key === 'text'
  return node.kind === 'not' ? hasWords(node.node) : node.nodes.some(hasWords)
}

/** Takes a bound on the time into the branch's own. Exact times are a condition. */
function narrow(nowMs: number, branch: Branch, term: Extract<SearchTerm, { key: 'finished' }>): boolean {
  const operator = timeOperator(term)
  if (operator === '=') return false
  const atMs = finishedMs(nowMs, term) + (operator === '>' || operator === '<=' ? 1 : 0)
  if (operator === '>' || operator === '>=') branch.fromMs = Math.max(atMs, branch.fromMs ?? atMs)
  else branch.toMs = Math.min(atMs, branch.toMs ?? atMs)
  return true
}

async function clauseOf(context: SearchContext, node: SearchNode): Promise<Clause> {
  if (node.kind === 'term') return { kind: 'condition', ...(await termCondition(context, node.term)) }
  if (node.kind === 'not') return { kind: 'not', clause: await clauseOf(context, node.node) }
  const values = node.kind === 'or' ? sameKey(node.nodes) : null
  if (values) return { kind: 'condition', ...valuesCondition(values.key, values.values) }
  return { kind: node.kind, clauses: await Promise.all(node.nodes.map((some) => clauseOf(context, some))) }
}

/** `queue:a,b`: values of one key, none of them a pattern. */
function sameKey(nodes: SearchNode[]): { key: TextKey; values: string[] } | null {
  let key: TextKey | null = null
  const values = new Set<string>()
  for (const node of nodes) {
    if (node.kind !== 'term' || !('wildcard' in node.term) || node.term.wildcard) return null
    if (key !== null && key !== node.term.key) return null
    key = node.term.key
    values.add(node.term.value)
  }
  return key === null ? null : { key, values: [...values] }
}

function sqlOf(clause: Clause): Sql {
  switch (clause.kind) {
    case 'condition':
      return clause.sql
    case 'not':
      return Prisma.sql`NOT (${sqlOf(clause.clause)})`
    default:
      return Prisma.sql`(${Prisma.join(clause.clauses.map(sqlOf), clause.kind === 'and' ? ' AND ' : ' OR ')})`
  }
}
