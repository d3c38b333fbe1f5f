import { readDateDone } from './date-done'
import { type DocumentField, type DocumentFields, problemOf, readFields, textOf } from './document-fields'
import { readException } from './exception'
import { pyNull } from './py-value'
import { parseReference, parseReferences } from './reference'
import type { DecodeProblem, GroupDocument, JsonText, TaskResult } from './result'
import { carriesException, isReady } from './states'

/** Fields that are there only with `result_extended` (docs/celery-wire-format.md, B.1). */
const extendedFields = ['name', 'args', 'kwargs', 'worker', 'retries', 'queue']

/**
 * Understands the object under a task's key: whichever serializer wrote it, Celery 3.1 to 5.6, any bytes at all. Every
 * field is checked, since stamps may overwrite any of them. Never throws; what cannot be understood is a problem.
 */
export function decodeTaskDocument(bytes: Uint8Array): TaskResult | DecodeProblem {
  const document = readFields(bytes)
  return document.kind === 'problem' ? document : taskOf(document, bytes)
}

/** Understands the object under a group's key: the members of a saved GroupResult. Never throws. */
export function decodeGroupDocument(bytes: Uint8Array): GroupDocument | DecodeProblem {
  const document = readFields(bytes)
  if (document.kind === 'problem') return document
  const { serializer, fields } = document
  const result = fields.get('result')
  const reference = result && parseReference(result.value)
  if (reference?.kind !== 'group') {
    return problemOf(serializer, 'not_a_result', 'has no list of group members in a field "result"', bytes)
  }
  return {
    kind: 'group',
    serializer,
    groupId: reference.groupId,
    parentId: idOf(reference.parent),
    members: reference.members,
  }
}

/**
 * From this size on a document's short fields are copied. JavaScript makes a part of a text point into the whole of it, so
 * that an index row with a name in it would hold on to megabytes.
 */
const worthCopying = 32_000

function copied(text: string): string {
  return JSON.parse(JSON.stringify(text))
}

/** `bytes` are the first ones of the object, for the record of a problem. */
export function taskOf(document: DocumentFields, bytes: Uint8Array): TaskResult | DecodeProblem {
  const { serializer, fields } = document
  const own = bytes.length > worthCopying ? copied : (text: string) => text
  const read = new FieldReader(fields, own)
  const state = read.text('status')
  if (!state) {
    const found = fields.has('status') ? 'its field "status" is no text' : 'has no field "status"'
    return problemOf(serializer, 'not_a_result', found, bytes)
  }
  const result: DocumentField = fields.get('result') ?? { value: pyNull(), source: null }
  const date = readDateDone(read.take('date_done', (field) => readDateDone(field.value) !== null))
  const children = read.take('children', ({ value }) => value.kind === 'array')
  const carrier = result.exception ?? result
  const found = carriesException(state) ? readException(carrier.value, (part) => textOf(carrier, part)) : null
  const exception = found && { ...found, type: own(found.type), message: own(found.message) }
  const task: TaskResult = {
    kind: 'task',
    serializer,
    taskId: read.text('task_id'),
    state,
    ready: isReady(state),
    extended: extendedFields.some((name) => fields.has(name)),
    name: read.text('name'),
    queue: read.text('queue'),
    worker: read.text('worker'),
    retries: read.count('retries'),
    dateDoneMs: date?.ms ?? null,
    dateDoneText: date?.text ?? null,
    args: read.json('args'),
    kwargs: read.json('kwargs'),
    result: textOf(result, result.value, true),
    exception,
    traceback: read.text('traceback'),
    children: children?.kind === 'array' ? parseReferences(children) : null,
    parentId: read.text('parent_id'),
    groupId: read.text('group_id'),
    extra: read.extra(),
  }
  const truncated = [...fields, ['exception', exception && carrier] as const].flatMap(([field, cut]) =>
    cut?.truncated ? [{ field, ...cut.truncated }] : [],
  )
  return truncated.length > 0 ? { ...task, truncated } : task
}

/** Reads fields of the type Celery gives them; what holds another type is left for `extra`, so that nothing is lost. */
class FieldReader {
  readonly #understood = new Set(['status', 'result'])

  constructor(
    private readonly fields: Map<string, DocumentField>,
    private readonly own: (text: string) => string,
  ) {}

  take(name: string, fits: (field: DocumentField) => boolean): DocumentField['value'] | undefined {
    const field = this.fields.get(name)
    if (!field) return undefined
    const isNull = field.value.kind === 'null'
    if (!isNull && !fits(field)) return undefined
    this.#understood.add(name)
    return isNull ? undefined : field.value
  }

  text(name: string): string | null {
    const value = this.take(name, (field) => field.value.kind === 'string')
    return value?.kind === 'string' ? this.own(value.value) : null
  }

  count(name: string): number | null {
    const value = this.take(name, ({ value: found }) => found.kind === 'number' && /^\d{1,15}$/.test(found.text))
    return value?.kind === 'number' ? Number(value.text) : null
  }

  json(name: string): JsonText | null {
    const value = this.take(name, () => true)
    const field = this.fields.get(name)
    return value && field ? textOf(field, value, true) : null
  }

  extra(): TaskResult['extra'] {
    return [...this.fields]
      .filter(([name]) => !this.#understood.has(name))
      .map(([name, field]) => ({ name, value: textOf(field, field.value, true) }))
  }
}

function idOf(reference: GroupDocument['members'][number] | null): string | null {
  if (!reference) return null
  return reference.kind === 'task' ? reference.taskId : reference.groupId
}
