import { decodeTaskStream } from '@/lib/celery/document-stream'
import { interactiveLimits } from '@/lib/celery/interactive-limits'
import type { DecodeProblem, TaskResult } from '@/lib/celery/result'
import type { StoredDocument } from '@/lib/results/store'

/** The stored text as it stands, for the "raw document" view; null where it is not text. */
export type PageDocument = { text: { text: string; truncated: boolean } | null }

const textCap = 64_000

/** Reads the body to its end and understands it, with the beginning of its own text where it is one. */
export async function decodeForPage(
  document: StoredDocument,
): Promise<{ result: TaskResult | DecodeProblem; page: PageDocument }> {
  const head = new Uint8Array(textCap)
  let size = 0
  const noting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (size < textCap) head.set(chunk.subarray(0, textCap - size), size)
      size += chunk.length
      controller.enqueue(chunk)
    },
  })
  const result = await decodeTaskStream(document.body.pipeThrough(noting), interactiveLimits(document.sizeBytes))
  const isText = result.serializer === 'json' || result.serializer === 'yaml'
  // The cut may fall inside a character; one replacement character at the end of a cut text misleads nobody.
  const text = new TextDecoder().decode(head.subarray(0, size))
  return { result, page: { text: isText ? { text, truncated: size > textCap } : null } }
}
