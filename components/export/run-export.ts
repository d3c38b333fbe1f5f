import type { ExportFormat, ExportProgress } from './export.model'
import { rowCounter } from './row-counter'

/** Where an export is written to. Nothing is there for anybody else before `finish`, nothing at all after `discard`. */
export type ExportSink = {
  write: (chunk: Uint8Array<ArrayBuffer>) => Promise<void>
  finish: () => Promise<void>
  discard: () => Promise<void>
}

/**
 * Passes an answer on to a sink, piece by piece: what is held in memory is one piece. Where the answer breaks off, or
 * anything else fails, the sink is discarded and the error thrown on.
 */
export async function runExport(
  response: Response,
  format: ExportFormat,
  sink: ExportSink,
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportProgress> {
  const counter = rowCounter(format)
  const total = totalOf(response)
  let bytes = 0
  const reader = response.body?.getReader()
  try {
    for (;;) {
      const piece = await reader?.read()
      if (!piece || piece.done) break
      await sink.write(piece.value)
      counter.add(piece.value)
      bytes += piece.value.byteLength
      onProgress({ rows: counter.rows(), bytes, total })
    }
    if (!counter.whole()) throw new Error('The answer broke off in the middle of a line.')
    await sink.finish()
    return { rows: counter.rows(), bytes, total }
  } catch (error) {
    await reader?.cancel().catch(() => {})
    await sink.discard().catch(() => {})
    throw error
  }
}

function totalOf(response: Response): number | null {
  const text = response.headers.get('x-total-count') ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}
