import { asTyped, type PyValue } from './py-value'
import { parsePythonJson } from './python-json'
import type { JsonText, TaskResult } from './result'
import { isReady } from './states'

/** What a stored document tells about the call that made it. */
export type RetryFacts = Pick<
  TaskResult,
  'state' | 'name' | 'args' | 'kwargs' | 'queue' | 'worker' | 'extended' | 'serializer' | 'groupId'
>

/** What a person gave instead of, or in addition to, what is stored. */
export type RetryGiven = { name?: string; args?: JsonText; kwargs?: JsonText; queue?: string }

export type RetryCode =
  | 'ok'
  | 'unreadable'
  | 'built_in'
  | 'never_ran'
  | 'not_extended'
  | 'call_unknown'
  | 'not_sendable'
  | 'queue_unknown'

export type RetryDecision = {
  ok: boolean
  code: RetryCode
  /** Why not, in one or two sentences; null where it can be done. */
  reason: string | null
  /** What a person would have to give, where that is all that is missing. */
  missing: ('name' | 'args' | 'queue')[]
  /** Why the same id is no good choice, or null. */
  sameIdReason: string | null
  /** Something to know before sending, or null. */
  caution: string | null
  /** What would be sent, to the letter; null unless ok. */
  call: { name: string; args: JsonText; kwargs: JsonText; queue: string } | null
}

/**
 * Whether and how a task can be run again from its stored document (docs/celery-wire-format.md, D). `task` is null where
 * the document cannot be read. What is given counts more than what is stored; keyword arguments nobody knows are none,
 * once the arguments are given, and the other way round.
 */
export function decideRetry(task: RetryFacts | null, given: RetryGiven = {}): RetryDecision {
  const known = task ? knownCall(task) : { name: null, args: null, kwargs: null, queue: null }
  const name = given.name ?? known.name
  const queue = given.queue ?? known.queue
  const callGiven = given.args !== undefined || given.kwargs !== undefined
  const args = given.args ?? known.args ?? (callGiven ? '[]' : null)
  const kwargs = given.kwargs ?? known.kwargs ?? (callGiven ? '{}' : null)

  const common = {
    sameIdReason: task && sameIdReason(task.state),
    caution: task && cautionFor(task, given),
    call: null,
  }
  if (name !== null && isBuiltIn(name)) {
    const reason = `${name} is one of Celery's own tasks. It belongs to a chord, group or schedule and means nothing outside of it.`
    return { ...common, ok: false, code: 'built_in', reason, missing: [] }
  }
  const missing = [
    ...(name === null ? (['name'] as const) : []),
    ...(args === null || kwargs === null ? (['args'] as const) : []),
    ...(queue === null ? (['queue'] as const) : []),
  ]
  if (name !== null && args !== null && kwargs !== null && queue !== null) {
    return { ...common, ok: true, code: 'ok', reason: null, missing, call: { name, args, kwargs, queue } }
  }
  return { ...common, ok: false, missing, ...whyUnknown(task, name, missing) }
}

/** Celery's own tasks: `celery.chord_unlock`, `celery.backend_cleanup` and the like. */
export function isBuiltIn(name: string): boolean {
  return name.startsWith('celery.')
}

/** What the document says of the call, as far as it may be sent again. */
function knownCall(task: RetryFacts) {
  const { name, queue } = task
  const usable = !neverRan(task) && unsendableTypes(task).length === 0
  const args = usable && startsWith(task.args, '[') ? task.args : null
  const kwargs = usable && startsWith(task.kwargs, '{') ? task.kwargs : null
  return { name, queue, args, kwargs }
}

/**
 * From Celery 5.2 on, the links after a failed one are stored as FAILURE without having run. Their arguments are those
 * of the signature: the result of the link before, which would stand first, is missing.
 */
function neverRan({ extended, name, worker, queue }: RetryFacts): boolean {
  return extended && name !== null && worker === null && queue === null
}

function whyUnknown(
  task: RetryFacts | null,
  name: string | null,
  missing: string[],
): { code: RetryCode; reason: string } {
  const wanted = listOf(missing.map((field) => (field === 'args' ? 'arguments' : field)))
  if (!task) {
    return {
      code: 'unreadable',
      reason: `The stored document cannot be read, so its ${wanted} are not known. Type them to run the task again.`,
    }
  }
  if (neverRan(task) && missing.includes('args')) {
    const why = 'This task never ran: an earlier link of its chain failed, and Celery marked the rest as failed, too.'
    return {
      code: 'never_ran',
      reason: `${why} Only part of its arguments is stored. Retry the link that failed, or type all arguments.`,
    }
  }
  if (!task.extended) {
    const why = 'This result was stored without the task it belongs to.'
    return {
      code: 'not_extended',
      reason: `${why} Set result_extended = True (Celery 4.3 or later) and later tasks can be retried as they are; for this one, type ${wanted}.`,
    }
  }
  const types = unsendableTypes(task)
  if (types.length > 0 && missing.includes('args')) {
    const reason = `The stored arguments hold values JSON has no form for (${types.join(', ')}), so they cannot be sent again. Type the arguments.`
    return { code: 'not_sendable', reason }
  }
  if (missing.length === 1 && missing[0] === 'queue') {
    return {
      code: 'queue_unknown',
      reason:
        'The document does not say which queue the task came from. Choose a queue that a worker of this task reads.',
    }
  }
  const why =
    name === null
      ? 'Celery stored no name with this result: no worker knew the task, or something else than a worker wrote it.'
      : 'Celery stored this result without the arguments.'
  return { code: 'call_unknown', reason: `${why} Type ${wanted} to run it.` }
}

function sameIdReason(state: string): string | null {
  if (state === 'SUCCESS') {
    return 'Workers from Celery 4.4.3 on never overwrite a SUCCESS: the task would run, but its new result would not be stored. Use a new id, or forget this result first.'
  }
  return isReady(state)
    ? null
    : 'The task has not finished: a run that is still under way would write under the same id.'
}

function cautionFor(task: RetryFacts, given: RetryGiven): string | null {
  const cautions: string[] = []
  if (task.state === 'RETRY')
    cautions.push('Celery will try this task again by itself; a retry from here runs beside that.')
  else if (!isReady(task.state))
    cautions.push('It has not finished: it may still be running, or its worker may be lost.')
  if (task.groupId !== null) {
    cautions.push(
      'It belongs to a group: whoever waits for the group or its chord sees a new run only under the same id.',
    )
  }
  if (task.serializer === 'pickle') {
    cautions.push(
      'The application uses pickle, but the task will be sent as JSON: its workers must accept that (accept_content).',
    )
  }
  if (given.args === undefined && typesIn(task).some((type) => kombuTypes.has(type))) {
    cautions.push(
      'The arguments hold dates, decimals or the like: workers with kombu before 5.3 receive these as plain mappings.',
    )
  }
  return cautions.length > 0 ? cautions.join(' ') : null
}

/** Types that kombu from 5.3 on turns back into values (B.7). */
const kombuTypes = new Set(['datetime', 'date', 'time', 'decimal', 'uuid', 'bytes', 'base64'])

/**
 * Types in the arguments that no worker could turn back: it would drop the whole message without a trace. A type in a
 * JSON document is one the application registered, and goes back unchanged; in the others it is our own description.
 */
function unsendableTypes(task: RetryFacts): string[] {
  return task.serializer === 'json' ? [] : typesIn(task).filter((type) => !kombuTypes.has(type))
}

function typesIn({ args, kwargs }: RetryFacts): string[] {
  const types = new Set<string>()
  for (const text of [args, kwargs]) {
    // Most arguments hold none, and parsing megabytes to find that out would be a waste.
    const parsed = text?.includes('__type__') ? parsePythonJson(text) : null
    if (parsed?.kind === 'parsed') collectTypes(parsed.value, types)
  }
  return [...types]
}

function collectTypes(root: PyValue, types: Set<string>): void {
  const open = [root]
  for (let value = open.pop(); value; value = open.pop()) {
    const typed = asTyped(value)
    if (typed) types.add(typed.type)
    if (value.kind === 'array') for (const item of value.items) open.push(item)
    if (value.kind === 'object') for (const item of value.entries.values()) open.push(item)
  }
}

function startsWith(text: string | null, bracket: string): boolean {
  return text?.trimStart().startsWith(bracket) ?? false
}

function listOf(words: string[]): string {
  const [last = '', ...others] = [...words].reverse()
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`
}
