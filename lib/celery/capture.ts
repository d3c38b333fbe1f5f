/** Keeps the beginning of a value that arrives in pieces of text, and counts the rest. */
export class Capture {
  readonly #parts: string[] = []
  readonly #limit: number
  #length = 0
  #text: string
  #from: number
  #sizeBytes = 0

  /** The value begins in `text` at `from`. */
  constructor(limit: number, text: string, from: number) {
    this.#limit = limit
    this.#text = text
    this.#from = from
  }

  /** The value goes on in a new piece. */
  chunk(text: string): void {
    this.#take(this.#text.length)
    this.#text = text
    this.#from = 0
  }

  /** The value ends before this position of the latest piece. */
  end(at: number): { text: string; cut: boolean; sizeBytes: number } {
    this.#take(at)
    const text = this.#parts.join('')
    // A cut through a surrogate pair would leave half a character.
    const cut = this.#length > this.#limit
    return { text: cut && /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text, cut, sizeBytes: this.#sizeBytes }
  }

  #take(to: number): void {
    const kept = Math.min(to - this.#from, this.#limit - this.#length)
    // Joined with something else, so that what is kept does not hold the whole piece in memory.
    if (kept > 0) this.#parts.push(this.#text.slice(this.#from, this.#from + kept))
    this.#length += to - this.#from
    this.#sizeBytes += utf8Length(this.#text, this.#from, to)
    this.#from = to
  }
}

function utf8Length(text: string, from: number, to: number): number {
  let bytes = to - from
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x800) bytes += code >= 0xd800 && code <= 0xdfff ? 1 : 2
    else if (code >= 0x80) bytes += 1
  }
  return bytes
}

/** Fields that are Celery's own: kept even when a document brings thousands of others. */
const knownFields = new Set([
  ...['status', 'result', 'traceback', 'children', 'task_id', 'date_done', 'group_id', 'parent_id'],
  ...['name', 'args', 'kwargs', 'worker', 'retries', 'queue', 'stamped_headers'],
])
const otherFields = 200

/** How much of a document's fields may be kept. */
export class CaptureBudget {
  /** Of one field, in characters. */
  readonly valueLimit: number
  /** Of an exception's type, module and message. */
  readonly partLimit: number
  #others = 0
  #left: number

  constructor(valueLimit: number) {
    this.valueLimit = valueLimit
    this.partLimit = Math.min(valueLimit, 16_384)
    this.#left = 16 * valueLimit
  }

  /** Characters to keep of this field; null where there are too many others already. */
  limitFor(name: string): number | null {
    if (knownFields.has(name)) return this.valueLimit
    this.#others++
    if (this.#others > otherFields) return null
    return this.#left > 0 ? this.valueLimit : 256
  }

  spend(length: number): void {
    this.#left -= length
  }
}
