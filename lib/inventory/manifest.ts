import { z } from 'zod'
import { AppError } from '@/lib/errors'

/** What a manifest.json says, checked. */
export type Manifest = {
  sourceBucket: string
  /** When S3 began to scan the bucket, epoch milliseconds. */
  takenMs: number
  files: InventoryFile[]
  columns: InventoryColumns
}

export type InventoryFile = { key: string; sizeBytes: number; md5: string }

/** Where in a row each column stands; null where the inventory was set up without it. */
export type InventoryColumns = { bucket: number; key: number; isLatest: number | null; isDeleteMarker: number | null }

const shape = z.object({
  sourceBucket: z.string().min(1).max(255),
  // Written as text; a number is as clear.
  creationTimestamp: z.coerce.number().int().min(0).max(8.64e15),
  fileFormat: z.string().min(1).max(50),
  fileSchema: z.string().max(20_000),
  files: z
    .array(
      z.object({
        key: z.string().min(1).max(1024),
        size: z.number().int().min(0),
        MD5checksum: z.string().regex(/^[0-9a-f]{32}$/i),
      }),
    )
    .max(100_000),
})

/**
 * Reads the manifest of an inventory. Its files have no header: `fileSchema` names their columns in order. Only Bucket and Key
 * are always there; IsLatest and IsDeleteMarker only where all versions are listed. Throws `not_supported` for a format other
 * than CSV, `upstream` where it is no manifest. `label` names it in sentences.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export function parseManifest(text: string, label: string): Manifest {
  const parsed = shape.safeParse(parseJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.length ? ` ("${issue.path.join('.')}")` : ''
    throw new AppError('upstream', `${label} is not the manifest of an S3 Inventory${where}. Check INVENTORY_URL.`)
  }
  const { sourceBucket, creationTimestamp, fileFormat, fileSchema, files } = parsed.data
  if (fileFormat.toUpperCase() !== 'CSV') {
    // Whatever stands there is foreign; the two that S3 knows are named.
    const format = /^(orc|parquet)$/i.test(fileFormat) ? fileFormat : 'a format that is not known here'
    const advice = 'Tombstone reads CSV: set the output format of the inventory to CSV.'
    throw new AppError('not_supported', `The inventory of ${label} is written as ${format}. ${advice}`)
  }
  return {
    sourceBucket,
    takenMs: creationTimestamp,
    files: files.map(({ key, size, MD5checksum }) => ({ key, sizeBytes: size, md5: MD5checksum.toLowerCase() })),
    columns: columnsOf(fileSchema, label),
  }
}

function columnsOf(schema: string, label: string): InventoryColumns {
  const names = schema.split(',').map((name) => name.trim().toLowerCase())
  const placeOf = (name: string) => {
    const at = names.indexOf(name.toLowerCase())
    return at === -1 ? null : at
  }
  const [bucket, key] = [placeOf('Bucket'), placeOf('Key')]
  if (bucket === null || key === null) {
    throw new AppError('upstream', `${label} names no columns Bucket and Key, so its files cannot be read.`)
  }
  return { bucket, key, isLatest: placeOf('IsLatest'), isDeleteMarker: placeOf('IsDeleteMarker') }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
