import { createHash } from 'node:crypto'
import type { FailureFacts } from './failure-facts'
import { normaliseMessage } from './normalise-message'
import type { TaskResult } from './result'
import { topFrame } from './top-frame'

const sampleLength = 4_000

/**
 * Which failure a FAILURE is; null for any other state. Equal fingerprints mean the same exception type, the same message
 * apart from ids, numbers, quoted values, paths and the like, and the same innermost function of the application. Line
 * numbers, hosts and folders of a deployment have no part in it.
 *
 * The fingerprint is the beginning of the SHA-256 of `1`, type, folded message and frame, a line each. It is stored and
 * decided upon, so another way of folding must come with another first line.
 */
export function failureOf(result: Pick<TaskResult, 'state' | 'exception' | 'traceback'>): FailureFacts | null {
  if (result.state !== 'FAILURE') return null
  const { exception, traceback } = result
  const type = exception?.type ?? ''
  const message = foldedMessage(type, exception?.message ?? '')
  const frame = traceback === null ? null : topFrame(traceback)
  const canonical = ['1', type, message, frame ?? ''].join('\n')
  return {
    fingerprint: createHash('sha256').update(canonical).digest('hex').slice(0, 16),
    pattern: message,
    frame,
    traceback: traceback === null ? null : sampleOf(traceback),
  }
}

/** Python itself writes these, and quotes names out of the program: they tell bugs apart. */
const namingTypes = [
  'AttributeError',
  'ImportError',
  'ModuleNotFoundError',
  'NameError',
  'TypeError',
  'UnboundLocalError',
]

function foldedMessage(type: string, message: string): string {
  // A KeyError's message is the key alone, which Python quotes.
  if (type === 'KeyError') return '<quoted>'
  // Codec, data, start, end, reason: the data may be anything.
  if (/^Unicode\w+Error$/.test(type)) {
    const [codec = ''] = message.split(',', 1)
    return normaliseMessage(`${codec}: ${message.slice(message.lastIndexOf(',') + 1)}`)
  }
  return normaliseMessage(message, { keepNames: namingTypes.includes(type) })
}

/** The end of a traceback says what happened. */
function sampleOf(traceback: string): string {
  if (traceback.length <= sampleLength) return traceback
  const line = traceback.indexOf('\n', traceback.length - sampleLength)
  return traceback.slice(line < 0 ? traceback.length - sampleLength : line + 1)
}
