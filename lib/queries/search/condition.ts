import type { Phrase } from '@/lib/db/text-index'
import type { Prisma } from '@/prisma/generated/sqlite/client'

type Sql = Prisma.Sql

/** What must hold of a row of "task": SQL that is true or false for every row, never null. */
export type Condition = {
  sql: Sql
  /** How to reach the rows for which it holds, where an index does. */
  driver: Driver | null
  /** Set for words that stand in the text index. */
  phrase?: Phrase
  /** Set for exact values of what roll-ups count by. */
  rolled?: { column: 'state' | 'name' | 'queue'; values: string[] }
}

/** Ranges of an index that hold all rows of a condition and no others. */
export type Driver = {
  /** Plain conditions on one column, that any row fulfils at most one of. */
  ranges: Sql[]
  /** Whether the condition says nothing more than its ranges do. */
  exact: boolean
  /** Whether each range of the index is in the order of time. */
  inTime: boolean
  /** The smaller, the fewer rows are to be expected where both are many. */
  rank: number
}

/** A search in terms of conditions. */
export type Clause =
  | ({ kind: 'condition' } & Condition)
  | { kind: 'and' | 'or'; clauses: Clause[] }
  | { kind: 'not'; clause: Clause }
