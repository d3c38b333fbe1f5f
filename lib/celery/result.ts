import type { ResultReference } from './reference'
import type { Serializer } from './serializer'

/**
 * A value out of a stored document, as JSON text in Python's dialect: integers of any length and bare NaN, Infinity and
 * -Infinity may occur, lone surrogates stay `\uXXXX` escapes. JSON documents keep their own spelling; pickle, YAML and
 * msgpack values are written in kombu's extension form (`{"__type__": "decimal", "__value__": "9.99"}`), and objects of
 * a class as `{"__type__": "object", "__value__": {"class": "shopmodels.Order", "module": "shopmodels", "args": [...]}}`
 * with `kwargs`, `state`, `items` and `mapping` where there are any. py-value.ts lists the other types.
 */
export type JsonText = string

/** What one stored object under a task key says, in our words. Celery 3.1 to 5.6 (reference: B.1). */
export type TaskResult = {
  kind: 'task'
  serializer: Serializer
  /** The document's own id; null before Celery 4.0. The key is what counts. */
  taskId: string | null
  /** As stored, custom names and lower case included. */
  state: string
  /** True for SUCCESS, FAILURE and REVOKED. */
  ready: boolean
  /** True where the document has any of the `result_extended` fields, even if they are null. */
  extended: boolean
  name: string | null
  queue: string | null
  worker: string | null
  retries: number | null
  /** Epoch milliseconds; null where absent or unreadable. `dateDoneText` keeps the microseconds and the offset. */
  dateDoneMs: number | null
  dateDoneText: string | null
  args: JsonText | null
  kwargs: JsonText | null
  result: JsonText
  exception: TaskException | null
  traceback: string | null
  /** null where the document was stored outside a task. */
  children: ResultReference[] | null
  parentId: string | null
  groupId: string | null
  /**
   * Fields Celery does not define (stamps among them), and those that hold another type than Celery gives them, since a
   * stamp may overwrite any. As JSON text, in the document's order.
   */
  extra: { name: string; value: JsonText }[]
  /**
   * Only of a document too large to hold: the fields of which no more than the beginning is here, with their full size.
   * Their JSON text is cut and no longer parses. An entry `exception` means that its arguments are cut.
   */
  truncated?: TruncatedField[]
}

/** `sizeBytes` counts the stored bytes of the field's value. */
export type TruncatedField = { field: string; sizeBytes: number }

/** An exception as stored: names and arguments. Never evaluated, never rebuilt. */
export type TaskException = {
  /** Class name, qualified from Celery 4.4 (`Billing.CardDeclined`). */
  type: string
  module: string | null
  /** One readable line or more: see exception.ts for how it is made from the arguments. */
  message: string
  /** The constructor arguments as a JSON array, or the plain text of Celery before 4.2 as a JSON string. */
  args: JsonText
}

/** What one stored object under a group key says: the members of a saved GroupResult. */
export type GroupDocument = {
  kind: 'group'
  serializer: Serializer
  groupId: string | null
  parentId: string | null
  members: ResultReference[]
}

/** Bytes that could not be understood. Stored and shown, never thrown. */
export type DecodeProblem = {
  kind: 'problem'
  code: DecodeProblemCode
  /** One sentence for a person: what was found and what was expected. */
  message: string
  serializer: Serializer | null
  /** Up to 64 first bytes as lower-case hex. */
  firstBytes: string
}

export type DecodeProblemCode =
  | 'empty'
  | 'not_a_result'
  | 'bad_json'
  | 'bad_pickle'
  | 'bad_yaml'
  | 'bad_msgpack'
  | 'too_deep'
  | 'too_large'
  | 'truncated'
