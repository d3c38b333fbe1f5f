/** Where something stands in the text of a search: UTF-16 units, `from <= at < to`. */
export type Span = { from: number; to: number }

/** What a search means, as its parser gives it. Pure data; times relative to now stay relative. */
export type SearchNode =
  | { kind: 'and' | 'or'; nodes: SearchNode[]; span: Span }
  | { kind: 'not'; node: SearchNode; span: Span }
  | { kind: 'term'; term: SearchTerm; span: Span }

export type SearchTerm =
  /** Free text over id, name, exception type and message, and over arguments and results where they are indexed. */
  | { key: 'text'; text: string; quoted: boolean }
  /** The field equals the value; `*` stands for any characters where `wildcard` is true. */
  | { key: TextKey; value: string; wildcard: boolean }
  /** Bytes, seconds and a number of retries. A task whose value is not known never matches. */
  | { key: NumberKey; operator: Operator; value: number }
  /**
   * When a task became what it is: epoch milliseconds, or an age in seconds, where `<` means younger; or the beginning of
   * the present day in UTC.
   */
  | {
      key: 'finished'
      operator: Operator
      at: { kind: 'time'; atMs: number } | { kind: 'age'; seconds: number } | { kind: 'today' }
    }
  | { key: 'is'; value: Condition }

export const textKeys = ['state', 'type', 'queue', 'worker', 'exc', 'id', 'group', 'parent', 'failure'] as const
export type TextKey = (typeof textKeys)[number]

export const numberKeys = ['size', 'runtime', 'retries'] as const
export type NumberKey = (typeof numberKeys)[number]

/** `lost`: STARTED for longer than the visibility timeout; `unnamed`: stored without a task name. */
export const conditions = ['unfinished', 'lost', 'retried', 'unnamed', 'unreadable'] as const
export type Condition = (typeof conditions)[number]

export type Operator = '>' | '>=' | '<' | '<=' | '='

/** Why a search cannot be understood: a sentence, and the place it is about. */
export type SearchProblem = { message: string; span: Span }
