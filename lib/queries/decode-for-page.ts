import { decodeTaskDocument } from '@/lib/celery/decode-document'
import { decodeTaskStream } from '@/lib/celery/document-stream'
import type { DecodeProblem, TaskResult } from '@/lib/celery/result'
import type { StoredDocument } from '@/lib/results/store'

/** The stored text as it stands, for the "raw document" view; null where it is not text. */
export type PageDocument = { text: { text: string; truncated: boolean } | null }

/** Documents up to here are read whole for a page; larger ones are skimmed, and downloaded by whoever wants them. */
const wholeCapBytes = 16_000_000
const textCap = 64_000

/** Reads the body to its end and understands it, with its own text where it is one. */
export async function decodeForPage(
  document: StoredDocument,
): Promise<{ result: TaskResult | DecodeProblem; page: PageDocument }> {
  if (document.sizeBytes > wholeCapBytes) {
    return { result: await decodeTaskStream(document.body, { capBytes: wholeCapBytes }), page: { text: null } }
  }
  const bytes = new Uint8Array(await new Response(document.body).arrayBuffer())
  const result = decodeTaskDocument(bytes)
  const isText = result.serializer === 'json' || result.serializer === 'yaml'
  return { result, page: { text: isText ? textOf(bytes) : null } }
}

function textOf(bytes: Uint8Array): PageDocument['text'] {
  // The cut may fall inside a character; one replacement character at the end of a cut text misleads nobody.
  return { text: new TextDecoder().decode(bytes.subarray(0, textCap)), truncated: bytes.length > textCap }
}
