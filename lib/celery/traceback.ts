import { isLibraryFile } from './library-file'

/**
 * A Python traceback taken apart, in reading order: the oldest exception first. Every line of the text is in one of the
 * parts, except blank ones between them and the margins of exception groups.
 */
export type TracebackPart =
  | TracebackTrace
  /** The sentence that joins two exceptions: `raise … from …`, or an exception while another was handled. */
  | { kind: 'link'; relation: 'cause' | 'context'; text: string }
  /** What is no traceback, as it stands. */
  | { kind: 'text'; text: string }

export type TracebackTrace = {
  kind: 'trace'
  /** "Traceback (most recent call last):", or null for an exception that was never raised and so has no frames. */
  header: string | null
  items: TracebackItem[]
  /** null where the text ends before it. */
  exception: TracebackException | null
  /** The exceptions of an exception group, with the title that stands above each. */
  members: { title: string; parts: TracebackPart[] }[]
}

export type TracebackItem =
  | TracebackFrame
  /** "Previous line repeated 37 more times", and whatever else Python puts between frames. */
  | { kind: 'note'; text: string }

export type TracebackFrame = {
  kind: 'frame'
  file: string
  line: number | null
  /** null at a place that is in no function, as syntax errors have it. */
  function: string | null
  /** Code without its indentation, and below it from Python 3.11 on the markers (`~~^^`) of what failed. */
  code: { text: string; isMarker: boolean }[]
  /** Python's own library, an installed package, or Celery: not the application. */
  isLibrary: boolean
}

export type TracebackException = {
  /** Class name as printed, with its module where it has one; null where the line does not begin with one. */
  type: string | null
  /** May have many lines; notes of Python 3.11 are among them. */
  message: string
}

const headerPattern = /^(?:\+ )?(?:Exception Group )?Traceback \(most recent call last\):\s*$/
// With `s` the rest of a line always matches, so that only one beginning of it is tried, whatever the line holds.
const framePattern = /^ {2}File "(.*)", line (\d+)(?:, in (.*))?$/s
const links = new Map<string, 'cause' | 'context'>([
  ['The above exception was the direct cause of the following exception:', 'cause'],
  ['During handling of the above exception, another exception occurred:', 'context'],
])
/** Around the traceback of another process, which Celery and multiprocessing put into the message of an exception. */
const remoteQuotes = '"""'
const mostGroups = 50

/** Takes time linear in the text, whatever it holds. Text beyond `limit` characters comes as one text part. */
export function parseTraceback(text: string, limit = 500_000): TracebackPart[] {
  const end = text.length <= limit ? text.length : Math.max(text.lastIndexOf('\n', limit), 0) || limit
  const parser = new Parser()
  for (const line of text.slice(0, end).split(/\r?\n/)) parser.line(line)
  const parts = parser.finish()
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end).replace(/^\n/, '') })
  return parts
}

/** One exception group's margin and what has been read inside it; the outermost has no margin. */
type Scope = { margin: number; parts: TracebackPart[]; trace: OpenTrace | null; isMember: boolean }
type OpenTrace = { trace: TracebackTrace; message: string[] | null }

class Parser {
  readonly #scopes: Scope[] = [{ margin: 0, parts: [], trace: null, isMember: false }]

  line(line: string): void {
    const opening = /^( +)\+ Exception Group Traceback \(most recent call last\):/.exec(line)
    if (opening && this.#scopes.length === 1) {
      this.#endTrace()
      this.#scopes.push({ margin: opening[1]?.length ?? 0, parts: this.#top().parts, trace: null, isMember: false })
      this.#content(line.trimStart())
      return
    }
    if (this.#scopes.length > 1 && this.#inGroup(line)) return
    this.#content(line)
  }

  finish(): TracebackPart[] {
    while (this.#scopes.length > 1) this.#leave()
    this.#endTrace()
    return this.#top().parts
  }

  /** True where the line was one of an exception group's. Leaves the group at the first line that is not. */
  #inGroup(line: string): boolean {
    const { margin } = this.#top()
    const rule = /^( +)\+(-\+)?-+(?: (.+?) -+)?\s*$/.exec(line)
    if (rule) {
      const indent = rule[1]?.length ?? 0
      if (rule[2] && indent === margin) return this.#enterMember(indent + 2, rule[3] ?? '')
      if (!rule[2] && indent === margin && this.#top().isMember) {
        this.#leave()
        return rule[3] === undefined || this.#enterMember(indent, rule[3])
      }
    }
    if (/^ *\|/.test(line) && line.indexOf('|') === margin) {
      this.#content(line.slice(margin + 1).replace(/^ /, ''))
      return true
    }
    while (this.#scopes.length > 1 && !line.startsWith(`${' '.repeat(this.#top().margin)}|`)) this.#leave()
    if (this.#scopes.length === 1) return false
    this.#content(line.slice(this.#top().margin + 1).replace(/^ /, ''))
    return true
  }

  #enterMember(margin: number, title: string): boolean {
    if (this.#scopes.length > mostGroups) return false
    const scope = this.#top()
    if (!scope.trace) scope.trace = this.#begin(null)
    const member = { title, parts: [] }
    scope.trace.trace.members.push(member)
    this.#scopes.push({ margin, parts: member.parts, trace: null, isMember: true })
    return true
  }

  #leave(): void {
    this.#endTrace()
    this.#scopes.pop()
  }

  #content(line: string): void {
    const scope = this.#top()
    if (headerPattern.test(line)) {
      this.#endTrace()
      scope.trace = this.#begin(line.replace(/^\+ /, '').trimEnd())
      return
    }
    const relation = links.get(line.trimEnd())
    if (relation) {
      this.#endTrace()
      this.#asException(scope)
      scope.parts.push({ kind: 'link', relation, text: line.trimEnd() })
    } else if (!scope.trace) this.#outside(scope, line)
    else if (scope.trace.message) this.#message(scope, scope.trace.message, line)
    else this.#inTrace(scope.trace, line)
  }

  #outside(scope: Scope, line: string): void {
    const afterLink = scope.parts.at(-1)?.kind === 'link'
    if ((scope.isMember || afterLink) && line.trim() !== '') {
      scope.trace = this.#begin(null)
      scope.trace.message = [line]
      return
    }
    const last = scope.parts.at(-1)
    if (last?.kind === 'text') last.text += `\n${line}`
    else if (line.trim() !== '') scope.parts.push({ kind: 'text', text: line })
  }

  #inTrace(open: OpenTrace, line: string): void {
    const { items } = open.trace
    const frame = framePattern.exec(line)
    if (frame) {
      const [, file = '', number = '', name] = frame
      items.push({
        kind: 'frame',
        file,
        line: Number(number),
        function: name ?? null,
        code: [],
        isLibrary: isLibraryFile(file),
      })
      return
    }
    const last = items.at(-1)
    const repeated = /^ {2}\[(Previous line repeated \d+ more times?)\]\s*$/.exec(line)
    if (repeated) items.push({ kind: 'note', text: repeated[1] ?? '' })
    else if (line.startsWith('    ') && last?.kind === 'frame') {
      last.code.push({ text: line.slice(4), isMarker: /^[ ~^]+$/.test(line) && /[~^]/.test(line) })
    } else if (/^\s/.test(line)) items.push({ kind: 'note', text: line.trim() })
    else if (line !== '') open.message = [line]
  }

  #message(scope: Scope, message: string[], line: string): void {
    if (line.trimEnd() !== remoteQuotes || scope.trace?.trace.header === null) {
      message.push(line)
      return
    }
    // The quotes before and after a remote traceback belong to neither of the two exceptions.
    this.#endTrace()
    scope.parts.push({ kind: 'text', text: remoteQuotes })
  }

  #begin(header: string | null): OpenTrace {
    return { trace: { kind: 'trace', header, items: [], exception: null, members: [] }, message: null }
  }

  #endTrace(): void {
    const scope = this.#top()
    const last = scope.parts.at(-1)
    if (last?.kind === 'text') last.text = last.text.trimEnd()
    if (!scope.trace) return
    const { trace, message } = scope.trace
    if (message) trace.exception = exceptionOf(message.join('\n').trimEnd())
    scope.parts.push(trace)
    scope.trace = null
  }

  /** An exception that was never raised is joined without a traceback of its own: one line, then the sentence. */
  #asException(scope: Scope): void {
    const last = scope.parts.at(-1)
    if (last?.kind !== 'text') return
    const exception = exceptionOf(last.text.trimEnd())
    if (exception.type === null) return
    scope.parts[scope.parts.length - 1] = { kind: 'trace', header: null, items: [], exception, members: [] }
  }

  #top(): Scope {
    const top = this.#scopes.at(-1)
    if (!top) throw new Error('The outermost scope is never left.')
    return top
  }
}

function exceptionOf(text: string): TracebackException {
  const match = /^([A-Za-z_][\w.<>]*)(?:: ?([\s\S]*))?$/.exec(text)
  return match ? { type: match[1] ?? null, message: match[2] ?? '' } : { type: null, message: text }
}
