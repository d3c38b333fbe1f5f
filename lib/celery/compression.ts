import { brotliCompressSync, brotliDecompressSync, deflateSync, unzipSync } from 'node:zlib'
import type { MessageProblem } from './message-envelope'

/** A message of 1 MiB can unfold to a thousand times that; nobody's arguments do. */
export const maxDecompressedBytes = 64 * 1024 * 1024

const options = { maxOutputLength: maxDecompressedBytes }

/** By the content type kombu writes, and by the names people type. What kombu calls gzip is zlib's own format. */
const methods: Record<string, { undo(bytes: Uint8Array): Uint8Array; redo(bytes: Uint8Array): Uint8Array }> = {
  'application/x-gzip': { undo: (bytes) => unzipSync(bytes, options), redo: (bytes) => deflateSync(bytes) },
  'application/x-brotli': {
    undo: (bytes) => brotliDecompressSync(bytes, options),
    redo: (bytes) => brotliCompressSync(bytes),
  },
}
const aliases: Record<string, string> = {
  gzip: 'application/x-gzip',
  zlib: 'application/x-gzip',
  brotli: 'application/x-brotli',
}

/** Undoes what the `compression` header names. Never throws. */
export function decompress(bytes: Uint8Array, compression: string): Uint8Array | MessageProblem {
  const method = methodOf(compression)
  if (!method) {
    const message = `The body is compressed as "${compression}", which is not understood here; zlib ("gzip") and brotli are.`
    return { code: 'unsupported_compression', message }
  }
  try {
    return method.undo(bytes)
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

/** Compresses as the `compression` header names it; what decompress() took, this takes. */
export function compress(bytes: Uint8Array, compression: string): Uint8Array {
  return methodOf(compression)?.redo(bytes) ?? bytes
}

function methodOf(compression: string) {
  const name = aliases[compression] ?? compression
  return Object.hasOwn(methods, name) ? methods[name] : undefined
}
