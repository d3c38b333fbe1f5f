import { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'

/** A body that ended before the length its headers promised. */
export class ShortBodyError extends Error {
  override readonly name = 'ShortBodyError'
}

/**
 * Reads a whole body. Throws ShortBodyError where fewer bytes came than `length`, if that is known. By events, which
 * cost a quarter of what the asynchronous iterator of a stream does.
 */
export async function readWhole(body: Readable, length: number | null): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  await new Promise<void>((resolve, reject) => {
    body.on('data', (chunk: Buffer) => chunks.push(chunk))
    body.on('end', resolve)
    body.on('error', reject)
    body.on('close', () => {
      if (!body.readableEnded) reject(new ShortBodyError('The connection was closed before the end.'))
    })
  })
  const [only] = chunks
  const bytes = chunks.length === 1 && only ? only : Buffer.concat(chunks)
  if (length === null || bytes.length === length) return bytes
  throw new ShortBodyError(`The body ended after ${bytes.length} of ${length} bytes.`)
}

/** The text of a body, which is given up where it is longer than anything sensible. */
export async function readText(body: Readable, limitBytes: number): Promise<string> {
  let received = 0
  body.on('data', (chunk: Buffer) => {
    received += chunk.length
    if (received > limitBytes) body.destroy(new ShortBodyError(`The body is longer than ${limitBytes} bytes.`))
  })
  return new TextDecoder().decode(await readWhole(body, null))
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
