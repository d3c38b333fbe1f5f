import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'

/** A body that ended before the length its headers promised. */
export class ShortBodyError extends Error {
  override readonly name = 'ShortBodyError'
}

/** Reads a whole body of known length. Throws ShortBodyError where fewer bytes came. */
export async function readWhole(body: Readable, length: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let received = 0
  for await (const chunk of body) {
    // A Readable in binary mode yields Buffers; the type does not say so.
    const bytes = chunk as Uint8Array
    chunks.push(bytes)
    received += bytes.length
  }
  if (received !== length) throw new ShortBodyError(`The body ended after ${received} of ${length} bytes.`)
  const [only] = chunks
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, received)
}

export function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes)
      controller.close()
    },
  })
}

/**
 * A body of `length` bytes that survives a broken connection: it goes on where it stopped, with `reopen(offset)` (a
 * ranged GET for the same version). A connection that brings nothing new `patience` times in a row ends it.
 */
export function resumingStream(options: {
  first: Readable
  length: number
  patience: number
  signal: AbortSignal
  reopen: (offset: number) => Promise<Readable>
  explain: (error: unknown) => Promise<Error>
}): ReadableStream<Uint8Array> {
  const { length, patience, signal, reopen, explain } = options
  let source = options.first
  let chunks: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]()
  let received = 0
  let fruitless = 0

  async function next(): Promise<Uint8Array | null> {
    for (;;) {
      try {
        const { value, done } = await chunks.next()
        if (!done) {
          fruitless = 0
          return value
        }
        if (received >= length) return null
        throw new ShortBodyError(`The body ended after ${received} of ${length} bytes.`)
      } catch (error) {
        signal.throwIfAborted()
        fruitless += 1
        if (fruitless > patience) throw await explain(error)
        source = await reopen(received)
        chunks = source[Symbol.asyncIterator]()
      }
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await next()
        if (chunk === null) return controller.close()
        received += chunk.length
        if (received > length) {
          source.destroy()
          throw new AppError('upstream', `More than the ${length} bytes announced have come. Check the endpoint.`)
        }
        controller.enqueue(chunk)
      },
      cancel() {
        source.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}

export function readableOf(body: unknown): Readable {
  if (body instanceof Readable) return body
  throw new AppError('upstream', 'The S3 client answered without a readable body.')
}
