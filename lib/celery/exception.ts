import { asTyped, type PyValue } from './py-value'
import type { JsonText, TaskException } from './result'
import { briefText } from './value-text'

/** Message of an exception whose arguments are too many to read; the arguments themselves are kept whole. */
const longestPart = 100_000

/** OSError and the names it goes by: of their arguments the second is the text. */
const osErrors = new Set([
  'OSError',
  'IOError',
  'EnvironmentError',
  'WindowsError',
  'BlockingIOError',
  'ChildProcessError',
  'ConnectionError',
  'BrokenPipeError',
  'ConnectionAbortedError',
  'ConnectionRefusedError',
  'ConnectionResetError',
  'FileExistsError',
  'FileNotFoundError',
  'InterruptedError',
  'IsADirectoryError',
  'NotADirectoryError',
  'PermissionError',
  'ProcessLookupError',
  'TimeoutError',
])

/**
 * Reads the exception a RETRY, FAILURE or REVOKED document carries (docs/celery-wire-format.md, B.4): the `exc_type`
 * mapping with a text (before Celery 4.2) or a list of arguments, or a pickled object. null where the result is
 * something else, which update_state can put there; then the raw value is what there is to show. Nothing is evaluated.
 *
 * `textOf` gives the JSON text of a part of `value`.
 */
export function readException(value: PyValue, textOf: (part: PyValue) => JsonText): TaskException | null {
  const object = describedObject(value)
  if (object) return fromPickle(object, textOf)
  if (value.kind !== 'object') return null
  const type = value.entries.get('exc_type')
  if (type?.kind !== 'string' || type.value === '') return null
  const module = value.entries.get('exc_module')
  const message = value.entries.get('exc_message')
  const named = { type: type.value, module: module?.kind === 'string' ? module.value : null }
  if (!message || message.kind === 'null') return { ...named, message: '', args: message ? '[null]' : '[]' }
  if (message.kind === 'string') return { ...named, message: message.value, args: textOf(message) }
  if (message.kind === 'array') return { ...named, message: headline(named.type, message.items), args: textOf(message) }
  return { ...named, message: headline(named.type, [message]), args: `[${textOf(message)}]` }
}

/**
 * One readable text from an exception's arguments: the only string, the text of an OSError, else all of them joined by
 * commas. Empty where there are none: then the type is the headline.
 */
export function headline(type: string, args: PyValue[]): string {
  const [first, second] = args
  if (args.length === 1 && first?.kind === 'string') return first.value
  if (osErrors.has(type) && first?.kind === 'number' && second?.kind === 'string') return second.value
  // The text of an exception that could not travel is the last of its four arguments.
  const wrapped = type === 'UnpickleableExceptionWrapper' && args.length === 4 ? args[3] : undefined
  if (wrapped?.kind === 'string') return wrapped.value
  return args.map((arg) => (arg.kind === 'string' ? arg.value : briefText(arg, longestPart))).join(', ')
}

type DescribedObject = { name: string; module: string; args: Extract<PyValue, { kind: 'array' }> }

function describedObject(value: PyValue): DescribedObject | null {
  const typed = asTyped(value)
  if (typed?.type !== 'object' || typed.value.kind !== 'object') return null
  const [qualified, module, args] = ['class', 'module', 'args'].map((key) =>
    typed.value.kind === 'object' ? typed.value.entries.get(key) : undefined,
  )
  if (qualified?.kind !== 'string' || module?.kind !== 'string' || args?.kind !== 'array') return null
  const name = module.value ? qualified.value.slice(module.value.length + 1) : qualified.value
  return { name, module: module.value, args }
}

function fromPickle({ name, module, args }: DescribedObject, textOf: (part: PyValue) => JsonText): TaskException {
  const [wrappedModule, wrappedName, wrappedArgs] = args.items
  // Celery puts an exception that cannot be pickled into this wrapper, and takes it out again when it reads.
  if (
    name === 'UnpickleableExceptionWrapper' &&
    wrappedModule?.kind === 'string' &&
    wrappedName?.kind === 'string' &&
    wrappedArgs?.kind === 'array'
  ) {
    return {
      type: wrappedName.value,
      module: wrappedModule.value,
      message: headline(wrappedName.value, wrappedArgs.items),
      args: textOf(wrappedArgs),
    }
  }
  return { type: name, module: module || null, message: headline(name, args.items), args: textOf(args) }
}
