import { type JsonFaultCode, maxJsonDepth } from './python-json'

/**
 * Told where keys and values begin and end. `depth` is the number of containers around: 1 for the document's own fields.
 * `at` is a position in the piece of text being scanned; the end is the position after the last character.
 */
export interface ScanEvents {
  /** A new piece of text begins; whatever has begun and not ended goes on in it. */
  chunk(text: string): void
  keyStart(depth: number, text: string, at: number): void
  keyEnd(depth: number, at: number): void
  valueStart(depth: number, text: string, at: number): void
  valueEnd(depth: number, at: number): void
}

type Expected = 'value' | 'valueOrClose' | 'keyOrClose' | 'key' | 'colon' | 'commaOrClose' | 'end'
type Token = 'none' | 'string' | 'escape' | 'hex' | 'word' | NumberState
/** Where in a number the scanner is: after the sign, after a leading zero, within the digits, and so on. */
type NumberState = 'sign' | 'zero' | 'integer' | 'point' | 'fraction' | 'e' | 'eSign' | 'exponent'

const expectations: Record<Expected, string> = {
  value: 'a value',
  valueOrClose: 'a value',
  keyOrClose: 'a key in double quotes',
  key: 'a key in double quotes',
  colon: '":"',
  commaOrClose: '"," or a closing bracket',
  end: 'the end of the text',
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings end at control characters, as in Python's strict mode.
const plainPattern = /[^"\\\u0000-\u001f]*/y

/** Scans Python's dialect of JSON as it arrives, in memory that does not grow with it. Accepts what parsePythonJson accepts. */
export class JsonScanner {
  fault: { code: JsonFaultCode; message: string } | null = null
  readonly #events: ScanEvents
  /** One entry a level: true for an object. */
  readonly #levels: boolean[] = []
  #expected: Expected = 'value'
  #token: Token = 'none'
  #isKey = false
  #hexLeft = 0
  #word = ''
  #wordAt = 0
  #text = ''
  #at = 0
  #before = 0

  constructor(events: ScanEvents) {
    this.#events = events
  }

  feed(text: string): void {
    if (this.fault || text === '') return
    this.#before += this.#text.length
    this.#text = text
    this.#at = 0
    this.#events.chunk(text)
    while (this.#at < text.length && !this.fault) this.#step()
  }

  finish(): { code: JsonFaultCode; message: string } | null {
    if (this.fault) return this.fault
    if (isEndOfNumber(this.#token)) this.#endValue()
    if (this.#expected === 'end' && this.#token === 'none') return null
    return { code: 'truncated', message: 'the text ends too early' }
  }

  #step() {
    switch (this.#token) {
      case 'none':
        return this.#structure()
      case 'string':
        return this.#string()
      case 'escape':
        return this.#escape()
      case 'hex':
        return this.#hex()
      case 'word':
        return this.#wordLetter()
      default:
        return this.#number(this.#token)
    }
  }

  #structure() {
    const code = this.#text.charCodeAt(this.#at)
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
      this.#at++
      return
    }
    switch (this.#expected) {
      case 'value':
        return this.#beginValue(code)
      case 'valueOrClose':
        return code === 0x5d ? this.#close() : this.#beginValue(code)
      case 'keyOrClose':
        return code === 0x7d ? this.#close() : this.#beginKey(code)
      case 'key':
        return this.#beginKey(code)
      case 'colon':
        if (code !== 0x3a) return this.#fail(expectations.colon)
        this.#expected = 'value'
        this.#at++
        return
      case 'commaOrClose':
        if (code === (this.#levels.at(-1) ? 0x7d : 0x5d)) return this.#close()
        if (code !== 0x2c) return this.#fail(expectations.commaOrClose)
        this.#expected = this.#levels.at(-1) ? 'key' : 'value'
        this.#at++
        return
      case 'end':
        return this.#fail(expectations.end)
    }
  }

  #beginKey(code: number) {
    if (code !== 0x22) return this.#fail(expectations.key)
    this.#events.keyStart(this.#levels.length, this.#text, this.#at)
    this.#isKey = true
    this.#token = 'string'
    this.#at++
  }

  #beginValue(code: number) {
    this.#events.valueStart(this.#levels.length, this.#text, this.#at)
    this.#isKey = false
    this.#at++
    switch (code) {
      case 0x7b: // {
        return this.#open(true)
      case 0x5b: // [
        return this.#open(false)
      case 0x22: // "
        this.#token = 'string'
        return
      case 0x2d: // -
        this.#token = 'sign'
        return
      case 0x30: // 0
        this.#token = 'zero'
        return
      default:
        if (code >= 0x31 && code <= 0x39) {
          this.#token = 'integer'
          return
        }
        this.#at--
        return this.#beginWord()
    }
  }

  #beginWord() {
    const first = this.#text[this.#at]
    const word = ['null', 'true', 'false', 'NaN', 'Infinity'].find((known) => known[0] === first)
    if (word === undefined) return this.#fail(expectations.value)
    this.#token = 'word'
    this.#word = word
    this.#wordAt = 0
  }

  #wordLetter() {
    if (this.#text[this.#at] !== this.#word[this.#wordAt]) return this.#fail(expectations.value)
    this.#at++
    this.#wordAt++
    if (this.#wordAt === this.#word.length) this.#endValue()
  }

  #open(isObject: boolean) {
    if (this.#levels.length >= maxJsonDepth) {
      this.fault = { code: 'too_deep', message: `it is nested deeper than ${maxJsonDepth} levels` }
      return
    }
    this.#levels.push(isObject)
    this.#expected = isObject ? 'keyOrClose' : 'valueOrClose'
  }

  #close() {
    this.#levels.pop()
    this.#at++
    this.#endValue()
  }

  #endValue() {
    this.#token = 'none'
    this.#expected = this.#levels.length === 0 ? 'end' : 'commaOrClose'
    this.#events.valueEnd(this.#levels.length, this.#at)
  }

  #string() {
    plainPattern.lastIndex = this.#at
    plainPattern.test(this.#text)
    this.#at = plainPattern.lastIndex
    const code = this.#text.charCodeAt(this.#at)
    if (Number.isNaN(code)) return
    if (code === 0x5c) {
      this.#token = 'escape'
      this.#at++
      return
    }
    if (code !== 0x22) return this.#fail('a string without raw control characters')
    this.#at++
    if (!this.#isKey) return this.#endValue()
    this.#token = 'none'
    this.#expected = 'colon'
    this.#events.keyEnd(this.#levels.length, this.#at)
  }

  #escape() {
    const letter = this.#text[this.#at] ?? ''
    if (letter === 'u') this.#hexLeft = 4
    else if (!'"\\/bfnrt'.includes(letter)) return this.#fail('an escape that JSON knows')
    this.#token = letter === 'u' ? 'hex' : 'string'
    this.#at++
  }

  #hex() {
    if (!/[0-9a-fA-F]/.test(this.#text[this.#at] ?? '')) return this.#fail('four hexadecimal digits after "\\u"')
    this.#at++
    this.#hexLeft--
    if (this.#hexLeft === 0) this.#token = 'string'
  }

  #number(state: NumberState) {
    const letter = this.#text[this.#at] ?? ''
    const next = nextInNumber(state, letter)
    if (next === 'word') {
      this.#token = 'word'
      this.#word = 'Infinity'
      this.#wordAt = 0
    } else if (next) {
      this.#token = next
      this.#at++
    } else if (isEndOfNumber(state)) this.#endValue()
    else this.#fail('a value')
  }

  #fail(wanted: string) {
    const found = JSON.stringify(this.#text[this.#at])
    const message = `${found} stands at position ${this.#before + this.#at} where ${wanted} was expected`
    this.fault = { code: 'bad_json', message }
  }
}

function isEndOfNumber(token: Token): boolean {
  return token === 'zero' || token === 'integer' || token === 'fraction' || token === 'exponent'
}

function nextInNumber(state: NumberState, letter: string): NumberState | 'word' | null {
  const digit = letter >= '0' && letter <= '9'
  const e = letter === 'e' || letter === 'E'
  switch (state) {
    case 'sign':
      if (letter === 'I') return 'word'
      return digit ? (letter === '0' ? 'zero' : 'integer') : null
    case 'zero':
    case 'integer':
      if (letter === '.') return 'point'
      return e ? 'e' : digit && state === 'integer' ? 'integer' : null
    case 'point':
    case 'fraction':
      return digit ? 'fraction' : e && state === 'fraction' ? 'e' : null
    case 'e':
      return digit ? 'exponent' : letter === '+' || letter === '-' ? 'eSign' : null
    case 'eSign':
    case 'exponent':
      return digit ? 'exponent' : null
  }
}
