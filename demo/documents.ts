import { type PyValue, pyArray, pyBool, pyNull, pyNumber, pyObject, pyString } from '@/lib/celery/py-value'
import { writePythonJson } from '@/lib/celery/write-python-json'
import type { QueueName } from './task-type'

/** What a running Celery task knows about itself. */
export type TaskRun = {
  taskId: string
  name: string
  args: PyValue
  kwargs: PyValue
  worker: string
  queue: QueueName
  retries: number
  groupId?: string
  parentId?: string
  children?: PyValue[]
  /** Off: the app leaves `result_extended` at its default, and only the state and the result are kept. */
  extended?: boolean
}

export type StoredException = { type: string; module: string; args: PyValue; traceback: string | null }

/** The fields of a document in Celery's order. How an exception is written is up to the serializer. */
export type Document = Map<string, PyValue | StoredException>

const ready = new Set(['SUCCESS', 'FAILURE', 'REVOKED'])

/**
 * The result document as Celery 5.6's key-value backends build it, field by field in its order
 * (docs/celery-wire-format.md, B.1). `at` is the time of the state change.
 */
export function taskDocument(run: TaskRun, state: string, result: PyValue | StoredException, at: Date): Document {
  const exception = isException(result) ? result : null
  const fields: [string, PyValue | StoredException][] = [
    ['status', pyString(state)],
    ['result', result],
    ['traceback', exception?.traceback ? pyString(exception.traceback) : pyNull()],
    ['children', pyArray(run.children ?? [])],
    ['date_done', ready.has(state) ? pyString(celeryTime(at)) : pyNull()],
  ]
  if (run.groupId) fields.push(['group_id', pyString(run.groupId)])
  if (run.parentId) fields.push(['parent_id', pyString(run.parentId)])
  if (run.extended !== false) {
    fields.push(
      ['name', pyString(run.name)],
      ['args', run.args],
      ['kwargs', run.kwargs],
      ['worker', pyString(run.worker)],
      ['retries', py(run.retries)],
      ['queue', pyString(run.queue)],
    )
  }
  fields.push(['task_id', pyString(run.taskId)])
  return new Map(fields)
}

/** What Celery stores for a name no worker knows: nothing of the message is kept (B.1, "extended fields are null"). */
export function notRegisteredDocument(taskId: string, name: string, at: Date): Document {
  const nobody = pyNull()
  return new Map<string, PyValue | StoredException>([
    ['status', pyString('FAILURE')],
    ['result', { type: 'NotRegistered', module: 'celery.exceptions', args: py([name]), traceback: null }],
    ['traceback', nobody],
    ['children', pyArray([])],
    ['date_done', pyString(celeryTime(at))],
    ...['name', 'args', 'kwargs', 'worker', 'retries', 'queue'].map((field): [string, PyValue] => [field, nobody]),
    ['task_id', pyString(taskId)],
  ])
}

/** A saved group: the references of its members and nothing else. */
export function groupDocument(groupId: string, taskIds: string[]): Document {
  return new Map([['result', pyArray([py([groupId, null]), pyArray(taskIds.map(taskReference))])]])
}

export function taskReference(taskId: string): PyValue {
  return py([[taskId, null], null])
}

/** As Python's json.dumps writes it: one line, ASCII. */
export function toJsonBytes(document: Document): Buffer {
  const fields = [...document].map(([name, value]): [string, PyValue] => [
    name,
    isException(value) ? exceptionValue(value) : value,
  ])
  return Buffer.from(writePythonJson(pyObject(fields), { ascii: true }))
}

export function isException(value: PyValue | StoredException): value is StoredException {
  return !('kind' in value)
}

function exceptionValue({ type, module, args }: StoredException): PyValue {
  return pyObject([
    ['exc_type', pyString(type)],
    ['exc_message', args],
    ['exc_module', pyString(module)],
  ])
}

/** UTC with microseconds and the offset, as from Celery 5.4. JavaScript has no microseconds: the last three are noise. */
function celeryTime(at: Date): string {
  const noise = String((at.getTime() * 7919) % 1000).padStart(3, '0')
  return at.toISOString().replace('Z', `${noise}+00:00`)
}

/** Plain JavaScript data as a Python value. Whole numbers are integers; a PyValue inside stays what it is. */
export function py(value: unknown): PyValue {
  if (value === null || value === undefined) return pyNull()
  if (typeof value === 'string') return pyString(value)
  if (typeof value === 'boolean') return pyBool(value)
  if (typeof value === 'bigint') return pyNumber(value)
  if (typeof value === 'number') return Number.isInteger(value) ? pyNumber(BigInt(value)) : pyNumber(value)
  if (Array.isArray(value)) return pyArray(value.map(py))
  if (isPyValue(value)) return value
  return pyObject(Object.entries(value).map(([key, member]): [string, PyValue] => [key, py(member)]))
}

function isPyValue(value: object): value is PyValue {
  return 'kind' in value && 'start' in value && 'end' in value
}

/** The other way round, for looking at it. Numbers lose what a double cannot hold. */
export function plain(value: PyValue): unknown {
  if (value.kind === 'null') return null
  if (value.kind === 'string' || value.kind === 'bool') return value.value
  if (value.kind === 'number') return Number(value.text)
  if (value.kind === 'array') return value.items.map(plain)
  return Object.fromEntries([...value.entries].map(([key, member]) => [key, plain(member)]))
}
