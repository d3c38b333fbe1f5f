/** Thrown, and caught again by `ByteInput.run`, where the bytes that have come so far end inside an instruction. */
const needMore = Symbol('need more bytes')

/**
 * Bytes that arrive in chunks, for readers of binary formats. An instruction is a function that reads what it needs and
 * only then changes anything: where the bytes run out it is run again from its first byte when more have come.
 */
export class ByteInput {
  #bytes: Uint8Array = new Uint8Array(0)
  #view = new DataView(this.#bytes.buffer)
  #at = 0
  #skip = 0
  #before = 0

  /** Bytes from the start of the input to the next one to be read. */
  get position(): number {
    return this.#before + this.#at
  }

  feed(chunk: Uint8Array): void {
    const skipped = Math.min(this.#skip, chunk.length)
    this.#skip -= skipped
    const fresh = chunk.subarray(skipped)
    const rest = this.#bytes.subarray(this.#at)
    this.#before += this.#at + skipped
    this.#at = 0
    if (rest.length === 0) this.#bytes = fresh
    else {
      this.#bytes = new Uint8Array(rest.length + fresh.length)
      this.#bytes.set(rest)
      this.#bytes.set(fresh, rest.length)
    }
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength)
  }

  /** Runs instructions until one returns false, which makes it true, or the bytes run out. */
  run(instruction: () => boolean): boolean {
    let start = this.#at
    try {
      while (instruction()) {
        if (this.#skip > 0) return false
        start = this.#at
      }
      return true
    } catch (error) {
      if (error !== needMore) throw error
      this.#at = start
      return false
    }
  }

  byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) throw needMore
    this.#at++
    return byte
  }

  view(length: number): DataView {
    const start = this.#take(length)
    return new DataView(this.#view.buffer, this.#view.byteOffset + start, length)
  }

  uint(length: 1 | 2 | 4 | 8, littleEndian: boolean): number {
    const start = this.#take(length)
    if (length === 1) return this.#view.getUint8(start)
    if (length === 2) return this.#view.getUint16(start, littleEndian)
    if (length === 4) return this.#view.getUint32(start, littleEndian)
    return Number(this.#view.getBigUint64(start, littleEndian))
  }

  /** A copy, since what is kept must not hold on to the whole input. */
  bytes(length: number): Uint8Array {
    const start = this.#take(length)
    return this.#bytes.slice(start, start + length)
  }

  /** The first `keep` of `length` bytes; the others are passed over now or as they arrive. */
  head(length: number, keep: number): Uint8Array {
    if (length <= keep) return this.bytes(length)
    const head = this.bytes(keep)
    const left = length - keep
    const here = Math.min(left, this.#bytes.length - this.#at)
    this.#at += here
    this.#skip = left - here
    return head
  }

  /** Up to the next line feed, which is consumed and left out; null where the line is longer than `limit`. */
  line(limit: number): Uint8Array | null {
    const end = this.#bytes.indexOf(10, this.#at)
    if (end < 0 ? this.#bytes.length - this.#at > limit : end - this.#at > limit) return null
    if (end < 0) throw needMore
    const line = this.#bytes.slice(this.#at, end)
    this.#at = end + 1
    return line
  }

  #take(length: number): number {
    const start = this.#at
    if (start + length > this.#bytes.length) throw needMore
    this.#at += length
    return start
  }
}
