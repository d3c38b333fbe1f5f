import { type PyArray, type PyObject, type PyValue, pyString, typedValue } from './py-value'

/** Python itself gives up near 1,000 levels; a document made by something else may go further. */
export const maxJsonDepth = 5_000

export type ParsedJson =
  | { kind: 'parsed'; value: PyValue }
  /** `position` counts UTF-16 units from the start of the text. */
  | { kind: 'problem'; code: JsonFaultCode; message: string; position: number }

/** `truncated`: the text is right as far as it goes, but ends too early. */
export type JsonFaultCode = 'bad_json' | 'too_deep' | 'truncated'

/**
 * Reads Python's dialect of JSON: what Python's json.loads accepts and nothing else, so that text which passes here can
 * also be read by a worker. That is RFC 8259 with bare NaN, Infinity and -Infinity and lone surrogate escapes. Integers
 * keep all their digits, of a key that stands twice the last value counts, and `__proto__` is a key like any other.
 * Never throws and does not recurse, so depth costs no stack.
 */
export function parsePythonJson(text: string, maxDepth = maxJsonDepth): ParsedJson {
  return new Reader(text, maxDepth).read()
}

/**
 * What the beginning of a JSON text says, for previews: reads as far as it can and closes what is still open. A string
 * that is cut ends in "…", and where the reading stopped stands an `omitted` value. null where not even one began.
 */
export function parsePythonJsonStart(text: string): PyValue | null {
  return new Reader(text, maxJsonDepth).readStart()
}

/** The value's own spelling in the text it was parsed from. */
export function sliceOf(text: string, value: PyValue): string {
  return text.slice(value.start, value.end)
}

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings end at control characters, as in Python's strict mode.
const plainPattern = /[^"\\\u0000-\u001f]*/y
const hexPattern = /[0-9a-fA-F]{4}/y
const escapes: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Fault extends Error {
  constructor(
    readonly code: JsonFaultCode,
    message: string,
    readonly position: number,
  ) {
    super(message)
  }
}

class Reader {
  #at = 0
  readonly #open: { container: PyArray | PyObject; key: string }[] = []
  #toleratesEnd = false

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  read(): ParsedJson {
    try {
      const value = this.#document()
      return { kind: 'parsed', value }
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return { kind: 'problem', code: error.code, message: error.message, position: error.position }
    }
  }

  readStart(): PyValue | null {
    this.#toleratesEnd = true
    try {
      return this.#document()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
    let inner: PyValue | null = null
    for (let level = this.#open.pop(); level; level = this.#open.pop()) {
      const member = inner ?? typedValue('omitted', pyString('the rest'))
      if (level.container.kind === 'array') level.container.items.push(member)
      else level.container.entries.set(inner ? level.key : '…', member)
      level.container.end = this.text.length
      inner = level.container
    }
    return inner
  }

  #document(): PyValue {
    const open = this.#open
    for (;;) {
      // Here a value must follow. An opened container with members goes round again for its first one.
      let value = this.#scalarOrOpen()
      if (value.kind === 'array' || value.kind === 'object') {
        if (open.length >= this.maxDepth)
          throw new Fault('too_deep', `it is nested deeper than ${this.maxDepth} levels`, value.start)
        const closes = value.kind === 'array' ? ']' : '}'
        this.#skipSpace()
        if (this.text[this.#at] !== closes) {
          const level = { container: value, key: '' }
          open.push(level)
          if (value.kind === 'object') level.key = this.#key()
          continue
        }
        this.#at++
        value.end = this.#at
      }
      // A value is complete: put it where it belongs, and close what ends after it.
      for (;;) {
        const parent = open.at(-1)
        this.#skipSpace()
        if (!parent) {
          if (this.#at < this.text.length) throw this.#unexpected('the end of the text')
          return value
        }
        const { container } = parent
        if (container.kind === 'array') container.items.push(value)
        else container.entries.set(parent.key, value)
        const next = this.text[this.#at]
        if (next === ',') {
          this.#at++
          if (container.kind === 'object') {
            this.#skipSpace()
            parent.key = this.#key()
          }
          break
        }
        if (next !== (container.kind === 'array' ? ']' : '}')) {
          throw this.#unexpected(container.kind === 'array' ? '"," or "]"' : '"," or "}"')
        }
        this.#at++
        container.end = this.#at
        value = container
        open.pop()
      }
    }
  }

  #scalarOrOpen(): PyValue {
    this.#skipSpace()
    const start = this.#at
    switch (this.text[start]) {
      case '{':
        this.#at++
        return { kind: 'object', entries: new Map(), start, end: 0 }
      case '[':
        this.#at++
        return { kind: 'array', items: [], start, end: 0 }
      case '"':
        return { kind: 'string', value: this.#string(), start, end: this.#at }
      case 'n':
        this.#word('null')
        return { kind: 'null', start, end: this.#at }
      case 't':
        this.#word('true')
        return { kind: 'bool', value: true, start, end: this.#at }
      case 'f':
        this.#word('false')
        return { kind: 'bool', value: false, start, end: this.#at }
      default:
        return { kind: 'number', text: this.#number(), start, end: this.#at }
    }
  }

  #number(): string {
    for (const word of ['NaN', 'Infinity', '-Infinity']) {
      if (!this.text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return word
    }
    numberPattern.lastIndex = this.#at
    const [digits] = numberPattern.exec(this.text) ?? []
    if (digits === undefined) throw this.#unexpected('a value')
    this.#at += digits.length
    // Where the text was cut, a number may have lost digits.
    if (this.#toleratesEnd && this.#at === this.text.length) throw this.#unexpected('more')
    return digits
  }

  #word(word: string): void {
    if (!this.text.startsWith(word, this.#at)) throw this.#unexpected('a value')
    this.#at += word.length
  }

  #key(): string {
    if (this.text[this.#at] !== '"') throw this.#unexpected('a key in double quotes')
    const key = this.#string()
    this.#skipSpace()
    if (this.text[this.#at] !== ':') throw this.#unexpected('":"')
    this.#at++
    return key
  }

  #string(): string {
    const opening = this.#at
    this.#at++
    let value = ''
    for (;;) {
      plainPattern.lastIndex = this.#at
      const [plain = ''] = plainPattern.exec(this.text) ?? []
      this.#at += plain.length
      value = value === '' ? plain : value + plain
      const next = this.text[this.#at]
      if (next === '"') {
        this.#at++
        return value
      }
      if (next === undefined && this.#toleratesEnd) return `${value}…`
      if (next === undefined) throw new Fault('truncated', 'the text ends inside a string', opening)
      if (next !== '\\') throw this.#unexpected('a string without raw control characters')
      value += this.#escape()
    }
  }

  #escape(): string {
    const letter = this.text[this.#at + 1] ?? ''
    if (letter === 'u') {
      hexPattern.lastIndex = this.#at + 2
      const [hex] = hexPattern.exec(this.text) ?? []
      if (hex === undefined) throw this.#unexpected('four hexadecimal digits after "\\u"')
      this.#at += 6
      return String.fromCharCode(Number.parseInt(hex, 16))
    }
    const meant = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined
    if (meant === undefined) throw this.#unexpected('an escape that JSON knows')
    this.#at += 2
    return meant
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at++
    }
  }

  #unexpected(wanted: string): Fault {
    const found = this.text[this.#at]
    const what = found === undefined ? 'the text ends' : `${JSON.stringify(found)} stands`
    const code = found === undefined ? 'truncated' : 'bad_json'
    return new Fault(code, `${what} at position ${this.#at} where ${wanted} was expected`, this.#at)
  }
}
