import { decodeGroupDocument, decodeTaskDocument } from '@/lib/celery/decode-document'
import type { StoredDocument } from '@/lib/results/store'
import type { DecodeDocument } from './fetch-finding'

/** Decodes bodies read whole. */
export function decodeDocument(_bodyCapBytes: number): DecodeDocument {
  return async (resultKey, document) => {
    const bytes = await readAll(document)
    return resultKey.kind === 'group' ? decodeGroupDocument(bytes) : decodeTaskDocument(bytes)
  }
}

/** Nearly every body is one chunk, which needs no copy. */
export async function readAll({ body }: StoredDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const reader = body.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    chunks.push(value)
  }
  const [only] = chunks
  return chunks.length === 1 && only ? only : Buffer.concat(chunks)
}
