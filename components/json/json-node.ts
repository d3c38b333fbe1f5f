import type { PyValue } from '@/lib/celery/py-value'

/**
 * A value as the viewer sees it: what is drawn in one line, or a branch whose children are made only when it opens, so
 * that a value of 2 MB costs what is visible of it.
 */
export type JsonNode = JsonLeaf | JsonText | JsonBranch

/** Numbers stand as written; `type` names what kombu says about a typed value ("decimal", "uuid", "bytes"). */
export type JsonLeaf = {
  kind: 'leaf'
  tone: 'null' | 'boolean' | 'number' | 'typed'
  text: string
  type: string | null
  source: PyValue
}

export type JsonText = { kind: 'text'; text: string; type: string | null; source: PyValue }

export type JsonBranch = {
  kind: 'branch'
  shape: 'list' | 'mapping'
  /** null for plain lists and mappings; else what kombu or the pickle reader names: "set", "shopmodels.Order". */
  type: string | null
  size: number
  child: (index: number) => JsonChild
  source: PyValue
}

/** `step` is how Python would reach it: a subscript (`['user']`, `[0]`), or an attribute of an object (`.total`). */
export type JsonChild = { label: string; step: string; node: JsonNode }
