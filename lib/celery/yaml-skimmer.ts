import type { CaptureBudget } from './capture'
import type { DocumentField } from './document-fields'
import type { SkimmedFields } from './json-skimmer'
import { type PyValue, pyObject, pyString } from './py-value'
import { decodeUtf8 } from './text-bytes'
import { readYaml } from './yaml-document'

const newline = 0x0a
const longestKey = 200
const nothing: Uint8Array = new Uint8Array(0)

type Section = { name: string; parts: Uint8Array[]; kept: number; limit: number; sizeBytes: number }

/**
 * Reads a YAML document of any size in bounded memory, as Python's safe dump writes it: a mapping in block style, so that
 * every line which begins with a letter or a quote begins a field. Of each field the beginning is kept.
 */
export class YamlSkimmer {
  readonly #budget: CaptureBudget
  readonly #sections = new Map<string, Section>()
  /** The lines of an exception's type and module, which may come after a message that is too long to keep. */
  readonly #exception: Uint8Array[] = []
  #section: Section | null = null
  #line = nothing
  #lineIsKnown = false

  constructor(budget: CaptureBudget) {
    this.#budget = budget
  }

  feed(chunk: Uint8Array): boolean {
    let from = 0
    while (from < chunk.length) {
      const end = chunk.indexOf(newline, from)
      const to = end < 0 ? chunk.length : end + 1
      this.#take(chunk.subarray(from, to), end >= 0)
      from = to
    }
    return false
  }

  finish(): SkimmedFields {
    if (!this.#lineIsKnown) this.#understandLine()
    const sections = [...this.#sections.values()]
    const whole = sections.filter((section) => section.sizeBytes === section.kept)
    if (whole.some(({ parts }) => decodeUtf8(concat(parts)) === null)) {
      return { kind: 'problem', code: 'not_utf8', message: 'is not valid UTF-8' }
    }
    // Aliases may point from one field into another, so the whole ones are read together, if possible.
    const together = valuesOf(concat(whole.flatMap(({ parts }) => parts)))
    const fields = new Map<string, DocumentField>()
    for (const section of sections) {
      const known =
        section.sizeBytes === section.kept ? (together ?? valuesOf(concat(section.parts)))?.get(section.name) : null
      if (known) fields.set(section.name, { value: known, source: null })
      else fields.set(section.name, this.#beginning(section))
    }
    return { kind: 'fields', fields }
  }

  #beginning(section: Section): DocumentField {
    const truncated = { sizeBytes: section.sizeBytes }
    const value = beginningOf(section)
    const known = section.name === 'result' ? valuesOf(concat([text('r:\n'), ...this.#exception]))?.get('r') : null
    if (known?.kind !== 'object' || !known.entries.has('exc_type')) return { value, source: null, truncated }
    const message = value.kind === 'object' ? value.entries.get('exc_message') : undefined
    const exception = pyObject([...known.entries, ['exc_message', message ?? pyString('…')]])
    return { value, source: null, truncated, exception: { value: exception, source: null, truncated } }
  }

  #take(piece: Uint8Array, ends: boolean): void {
    if (this.#lineIsKnown) this.#keep(piece)
    else {
      this.#line = this.#line.length === 0 ? piece : concat([this.#line, piece])
      if (ends || this.#line.length > longestKey) this.#understandLine()
    }
    if (ends) this.#lineIsKnown = false
  }

  /** A line is held until it is whole, or longer than a key can be; then its rest goes straight into its field. */
  #understandLine(): void {
    if (this.#line.length > 0) this.#startsLine(this.#line)
    this.#keep(this.#line)
    this.#line = nothing
    this.#lineIsKnown = true
  }

  #startsLine(line: Uint8Array): void {
    const first = line[0] ?? 0
    if (isLetter(first) || first === 0x22 || first === 0x27 || first === 0x5f) {
      const name = keyOf(line)
      const limit = name === null ? null : this.#budget.limitFor(name)
      this.#section = name === null || limit === null ? null : { name, parts: [], kept: 0, limit, sizeBytes: 0 }
      if (this.#section) this.#sections.set(this.#section.name, this.#section)
    } else if (this.#section?.name === 'result' && this.#exception.length < 8) {
      if (/^ {2}exc_(type|module): \S.*\n$/.test(decodeUtf8(line) ?? '')) this.#exception.push(line.slice())
    }
  }

  #keep(line: Uint8Array): void {
    const section = this.#section
    if (!section) return
    section.sizeBytes += line.length
    const room = section.limit - section.kept
    if (room <= 0) return
    const kept = line.slice(0, room)
    section.parts.push(kept)
    section.kept += kept.length
    this.#budget.spend(kept.length)
  }
}

/** What the beginning of a field says: up to its last whole line, or with the quote closed that is still open. */
function beginningOf(section: Section): PyValue {
  const bytes = concat(section.parts)
  const lastLine = bytes.lastIndexOf(newline) + 1
  const lines = [bytes.subarray(0, lastLine)]
  const quoted = ['…"\n', "…'\n"].map((end) => concat([bytes, text(end)]))
  // A line that was cut far from its start is a long string.
  const attempts = bytes.length - lastLine > 200 ? [...quoted, ...lines] : [...lines, ...quoted]
  for (const attempt of attempts) {
    const value = attempt.length > 0 ? valuesOf(attempt)?.get(section.name) : undefined
    if (value && value.kind !== 'null') return value
  }
  return pyString(`${new TextDecoder().decode(bytes)}…`)
}

function valuesOf(bytes: Uint8Array): Map<string, PyValue> | null {
  // What was cut may end inside a character.
  const outcome = readYaml(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  return outcome.kind === 'parsed' && outcome.value.kind === 'object' ? outcome.value.entries : null
}

/** The key a line begins with; a quoted one without its quotes. */
function keyOf(line: Uint8Array): string | null {
  const match = /^(?:"([^"\\]*)"|'([^']*)'|([^\s'":][^:]*)):(?:\s|$)/.exec(
    decodeUtf8(line.subarray(0, longestKey)) ?? '',
  )
  return match ? (match[1] ?? match[2] ?? match[3] ?? null) : null
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content)
}

function concat(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
