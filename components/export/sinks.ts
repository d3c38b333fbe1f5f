import { saveBlob } from '@/components/json/download-text'
import type { ExportSink } from './run-export'

// Not in TypeScript's DOM types: only Chromium has the picker.
type FileHandle = FileSystemFileHandle & { remove?: () => Promise<void> }
type PickerWindow = Window & {
  showSaveFilePicker?: (options: {
    suggestedName: string
    types: { accept: Record<string, string[]> }[]
  }) => Promise<FileHandle>
}

/**
 * Asks where to save and opens the file, where the browser can write files piece by piece; otherwise collects the pieces
 * and saves them in the end. null where the person closed the question. Must be called by a click or a key.
 */
export async function openSink(fileName: string, type: string, extension: string): Promise<ExportSink | null> {
  const { showSaveFilePicker } = window as PickerWindow
  if (!showSaveFilePicker) return blobSink(fileName, type)
  try {
    const types = [{ accept: { [type]: [`.${extension}`] } }]
    return await fileSink(await showSaveFilePicker.call(window, { suggestedName: fileName, types }))
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    // The picker is forbidden in frames and by some policies; the download folder is not.
    if (error instanceof DOMException && error.name === 'SecurityError') return blobSink(fileName, type)
    throw error
  }
}

/** The browser writes beside the file and puts it in its place in the end. */
async function fileSink(handle: FileHandle): Promise<ExportSink> {
  const file = await handle.createWritable()
  return {
    write: (chunk) => file.write(chunk),
    finish: () => file.close(),
    async discard() {
      await file.abort()
      // The picker has made an empty file; it must not look like an export of nothing.
      if ((await handle.getFile()).size === 0) await handle.remove?.()
    },
  }
}

const mergeAboveBytes = 4_000_000

/** Browsers keep large Blobs on disk, so pieces are handed over to one as soon as they are some megabytes. */
export function blobSink(fileName: string, type: string, save = saveBlob): ExportSink {
  let whole = new Blob([], { type })
  let pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const merge = () => {
    whole = new Blob([whole, ...pieces], { type })
    pieces = []
    bytes = 0
  }
  return {
    async write(chunk) {
      pieces.push(chunk)
      bytes += chunk.byteLength
      if (bytes > mergeAboveBytes) merge()
    },
    async finish() {
      merge()
      save(whole, fileName)
    },
    async discard() {
      whole = new Blob()
      pieces = []
    },
  }
}
