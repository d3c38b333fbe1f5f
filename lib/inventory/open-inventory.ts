import { AppError, isAppError } from '@/lib/errors'
import type { ResultStore } from '@/lib/results/store'
import { findNewest } from './find-newest'
import type { Inventory, InventoryPage, InventorySource } from './inventory'
import { keysOfRows } from './inventory-rows'
import type { Manifest } from './manifest'
import { damaged, type InventoryShelf, openObject, readFile } from './read-file'

export type InventoryPlace = {
  /** The bucket that inventories are delivered to, as a store. */
  store: ResultStore
  bucket: string
  /** Where the dated folders of one inventory configuration lie; ends in a slash. */
  folder: string
  /** The bucket whose objects are listed. */
  sourceBucket: string
}

const pageSize = 1000
/** So many files are looked at by `check`: one request each. */
const filesChecked = 20

/** S3 Inventory in CSV, gzipped. Makes no request yet. */
export function openInventory({ store, bucket, folder, sourceBucket }: InventoryPlace): InventorySource {
  const shelf: InventoryShelf = { store, nameOf: (key) => `s3://${bucket}/${key}` }
  return {
    label: shelf.nameOf(folder),
    async newest(signal) {
      try {
        const { manifestKey, manifest } = await findNewest(shelf, folder, signal)
        return inventoryOf(shelf, manifestKey, manifest, sourceBucket)
      } catch (error) {
        throw inOwnWords(error, bucket)
      }
    },
  }
}

function inventoryOf(shelf: InventoryShelf, manifestKey: string, manifest: Manifest, sourceBucket: string): Inventory {
  const label = shelf.nameOf(manifestKey)
  const { files, columns, takenMs } = manifest
  if (manifest.sourceBucket !== sourceBucket) {
    const message = `${label} lists the bucket "${manifest.sourceBucket}", and the results lie in "${sourceBucket}". Check INVENTORY_URL.`
    throw new AppError('bad_config', message)
  }

  async function* keys(prefix: string, signal: AbortSignal): AsyncGenerator<InventoryPage> {
    let page: string[] = []
    let rows = 0
    const take = (some: string[][]) => {
      rows += some.length
      page.push(...keysOfRows(some, columns, { bucket: sourceBucket, prefix }))
    }
    for (const [at, file] of files.entries()) {
      for await (const _ of readFile(shelf, file, take, signal)) {
        while (page.length >= pageSize) {
          yield { keys: page.slice(0, pageSize), rows, filesDone: at }
          page = page.slice(pageSize)
        }
      }
      yield { keys: page, rows, filesDone: at + 1 }
      page = []
    }
  }

  return {
    label,
    takenMs,
    fileCount: files.length,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    keys,
    async check(signal) {
      for (const { key, sizeBytes } of files.slice(0, filesChecked)) {
        const document = await openObject(shelf, key, signal, { start: 0, endInclusive: 0 })
        await document.body.cancel()
        if (document.sizeBytes === sizeBytes) continue
        throw damaged(shelf.nameOf(key), `has ${document.sizeBytes} bytes where the manifest says ${sizeBytes}.`)
      }
    },
  }
}

/** The store speaks of the settings of the results' bucket; this one has a setting of its own. */
function inOwnWords(error: unknown, bucket: string): unknown {
  if (!isAppError(error)) return error
  const { code, details } = error
  const message =
    code === 'no_such_bucket'
      ? `There is no bucket named "${bucket}". Check INVENTORY_URL.`
      : code === 'wrong_region'
        ? `The bucket "${bucket}" lies in another region than the results, where S3 delivers no inventory of theirs. Check INVENTORY_URL.`
        : null
  return message === null ? error : new AppError(code, message, { cause: error, details })
}
