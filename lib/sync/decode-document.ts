import { decodeTaskDocument } from '@/lib/celery/decode-document'
import { decodeGroupStream, decodeTaskStream } from '@/lib/celery/document-stream'
import type { StoredDocument } from '@/lib/results/store'
import type { DecodeDocument } from './fetch-finding'

/** Decodes bodies of any size: whole up to `capBytes`, above it as a stream, in memory that does not grow with them. */
export function decodeDocument(capBytes: number): DecodeDocument {
  return async ({ kind }, document) => {
    if (kind === 'group') return decodeGroupStream(document.body)
    if (document.sizeBytes > capBytes) return decodeTaskStream(document.body, { capBytes })
    return decodeTaskDocument(await readWhole(document))
  }
}

/** Nearly every body is here already, or one chunk, which needs no copy. */
async function readWhole(document: StoredDocument): Promise<Uint8Array> {
  if (document.whole) return document.whole
  const chunks: Uint8Array[] = []
  const reader = document.body.getReader()
  for (let step = await reader.read(); !step.done; step = await reader.read()) chunks.push(step.value)
  const [only] = chunks
  return chunks.length === 1 && only ? only : Buffer.concat(chunks)
}
