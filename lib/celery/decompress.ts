import { brotliDecompressSync, unzipSync } from 'node:zlib'
import type { MessageProblem } from './message-envelope'

/** A message of 1 MiB can unfold to a thousand times that; nobody's arguments do. */
export const maxDecompressedBytes = 64 * 1024 * 1024

const options = { maxOutputLength: maxDecompressedBytes }

/** By the content type kombu writes, and by the names people type. What kombu calls gzip is zlib's own format. */
const decompressors: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  'application/x-gzip': (bytes) => unzipSync(bytes, options),
  'application/x-brotli': (bytes) => brotliDecompressSync(bytes, options),
}
const aliases: Record<string, string> = {
  gzip: 'application/x-gzip',
  zlib: 'application/x-gzip',
  brotli: 'application/x-brotli',
}

/** Undoes what the `compression` header names. Never throws. */
export function decompress(bytes: Uint8Array, compression: string): Uint8Array | MessageProblem {
  const name = aliases[compression] ?? compression
  const run = Object.hasOwn(decompressors, name) ? decompressors[name] : undefined
  if (!run) {
    const message = `The body is compressed as "${compression}", which is not understood here; zlib ("gzip") and brotli are.`
    return { code: 'unsupported_compression', message }
  }
  try {
    return run(bytes)
  } catch (error) {
    const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
    return tooLarge
      ? { code: 'too_large', message: `The body unfolds to more than ${maxDecompressedBytes} bytes.` }
      : {
          code: 'bad_compression',
          message: `The body is said to be "${compression}", but cannot be decompressed as that.`,
        }
  }
}
