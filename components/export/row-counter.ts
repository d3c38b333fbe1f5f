const newline = 10
const quote = 34

/**
 * Counts tasks in the bytes of an export as they come. In CSV a line break between quotes belongs to a value, and the
 * first line holds the names.
 */
export function rowCounter(format: 'csv' | 'jsonl') {
  let lines = 0
  let quoted = false
  let last: number | null = null
  return {
    add(chunk: Uint8Array): void {
      for (const byte of chunk) {
        // A doubled quote inside a value leaves it and enters it again.
        if (byte === quote && format === 'csv') quoted = !quoted
        else if (byte === newline && !quoted) lines += 1
      }
      last = chunk.at(-1) ?? last
    },
    rows: (): number => (format === 'csv' ? Math.max(0, lines - 1) : lines),
    /** Whether the bytes so far end with a whole line: what was cut off does not. */
    whole: (): boolean => last === null || (last === newline && !quoted),
  }
}
