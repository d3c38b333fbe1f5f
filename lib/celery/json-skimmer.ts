import { Capture, type CaptureBudget } from './capture'
import type { DocumentField } from './document-fields'
import { JsonScanner, type ScanEvents } from './json-scanner'
import { parsePythonJson, parsePythonJsonStart } from './python-json'
import type { DecodeProblemCode } from './result'
import { writePythonJson } from './write-python-json'

export type SkimmedFields =
  | { kind: 'fields'; fields: Map<string, DocumentField> }
  | { kind: 'problem'; code: DecodeProblemCode | 'not_utf8'; message: string }

const longestKey = 1_000

/**
 * Reads a JSON document of any size in bounded memory: of every field the beginning is kept, wherever in the document
 * it stands, and the fields of an exception inside `result` each for themselves. Refuses exactly what
 * `parsePythonJson` refuses.
 */
export class JsonSkimmer implements ScanEvents {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #scanner = new JsonScanner(this)
  readonly #budget: CaptureBudget
  readonly #fields = new Map<string, DocumentField>()
  #exception = new Map<string, DocumentField>()
  #broken = false
  #key: Capture | null = null
  #field: { name: string; value: Capture } | null = null
  #part: { name: string; value: Capture } | null = null
  #name = ''

  constructor(budget: CaptureBudget) {
    this.#budget = budget
  }

  /** True when no further bytes are wanted, since the document is broken. */
  feed(chunk: Uint8Array, last = false): boolean {
    try {
      const text = this.#decoder.decode(chunk, { stream: !last })
      this.#scanner.feed(text)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      this.#broken = true
    }
    return this.#broken || this.#scanner.fault !== null
  }

  finish(): SkimmedFields {
    if (!this.#broken) this.feed(new Uint8Array(0), true)
    if (this.#broken) return { kind: 'problem', code: 'not_utf8', message: 'is not valid UTF-8' }
    const fault = this.#scanner.finish()
    if (fault) return { kind: 'problem', code: fault.code, message: `cannot be read: ${fault.message}` }
    return { kind: 'fields', fields: this.#fields }
  }

  chunk(text: string): void {
    for (const capture of [this.#key, this.#field?.value, this.#part?.value]) capture?.chunk(text)
  }

  keyStart(depth: number, text: string, at: number): void {
    if (depth === 1 || (depth === 2 && this.#field?.name === 'result')) this.#key = new Capture(longestKey, text, at)
  }

  keyEnd(_depth: number, at: number): void {
    if (!this.#key) return
    const { value } = fieldOf(this.#key.end(at))
    this.#name = value.kind === 'string' ? value.value : ''
    this.#key = null
  }

  valueStart(depth: number, text: string, at: number): void {
    if (depth === 1) {
      this.#exception = new Map()
      const limit = this.#budget.limitFor(this.#name)
      this.#field = limit === null ? null : { name: this.#name, value: new Capture(limit, text, at) }
    }
    if (depth === 2 && this.#field?.name === 'result' && /^exc_(type|message|module)$/.test(this.#name)) {
      this.#part = { name: this.#name, value: new Capture(this.#budget.partLimit, text, at) }
    }
  }

  valueEnd(depth: number, at: number): void {
    if (depth === 2 && this.#part) {
      this.#exception.set(this.#part.name, fieldOf(this.#part.value.end(at)))
      this.#part = null
    }
    if (depth !== 1 || !this.#field) return
    const { name, value } = this.#field
    const captured = value.end(at)
    this.#budget.spend(captured.text.length)
    const field = fieldOf(captured)
    const exception = captured.cut && name === 'result' ? exceptionOf(this.#exception) : null
    this.#fields.set(name, exception ? { ...field, exception } : field)
    this.#field = null
  }
}

function fieldOf({ text, cut, sizeBytes }: ReturnType<Capture['end']>): DocumentField {
  if (cut) return { value: startOf(text), source: text, truncated: { sizeBytes } }
  const parsed = parsePythonJson(text)
  return { value: parsed.kind === 'parsed' ? parsed.value : startOf(text), source: text }
}

function startOf(text: string): DocumentField['value'] {
  return parsePythonJsonStart(text) ?? { kind: 'null', start: 0, end: 0 }
}

/** The exception of a result too large to keep, put together from the parts that were kept. */
function exceptionOf(parts: Map<string, DocumentField>): DocumentField | null {
  if (!parts.has('exc_type')) return null
  const members = [...parts].map(([name, { value, source, truncated }]) => {
    return `${JSON.stringify(name)}: ${truncated || source === null ? writePythonJson(value) : source}`
  })
  const source = `{${members.join(', ')}}`
  const truncated = parts.get('exc_message')?.truncated
  return { value: startOf(source), source, ...(truncated ? { truncated } : {}) }
}
