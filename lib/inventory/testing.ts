import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

/** One object, or version of one, as a row of an inventory says it. */
export type InventoryRow = { key: string; bucket?: string; isLatest?: boolean; isDeleteMarker?: boolean }

export type InventoryChange = {
  sourceBucket?: string
  folder?: string
  date?: string
  /** The rows of each file. */
  files: InventoryRow[][]
  /** As the manifest names them, in order. */
  columns?: string[]
  /** In place of what stands in the manifest. */
  manifest?: Record<string, unknown>
}

export const inventoryFolder = 'inventories/shop/tombstone/'
export const allVersions =
  'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded'
const currentOnly = ['Bucket', 'Key', 'Size', 'LastModifiedDate', 'ETag', 'StorageClass']

/** The objects that S3 delivers for one inventory, in the order in which it writes them. Bodies as S3 writes CSV: all quoted. */
export function inventoryObjects(change: InventoryChange): [string, Uint8Array][] {
  const {
    sourceBucket = 'shop',
    folder = inventoryFolder,
    date = '2026-11-20T01-00Z',
    files,
    columns = currentOnly,
  } = change
  const data = files.map((rows, at): [string, Uint8Array] => {
    const text = rows
      .map((row) => `${columns.map((name) => `"${cell(row, name, sourceBucket)}"`).join(',')}\n`)
      .join('')
    return [`${folder}data/${date}-${at}.csv.gz`, gzipSync(text)]
  })
  const manifest = JSON.stringify({
    sourceBucket,
    destinationBucket: 'arn:aws:s3:::inventory',
    version: '2016-11-30',
    creationTimestamp: String(Date.parse(date.replace(/T(\d\d)-(\d\d)Z/, 'T$1:$2Z'))),
    fileFormat: 'CSV',
    fileSchema: columns.join(', '),
    files: data.map(([key, body]) => ({ key, size: body.length, MD5checksum: md5(body) })),
    ...change.manifest,
  })
  return [
    ...data,
    [`${folder}${date}/manifest.json`, Buffer.from(manifest)],
    [`${folder}${date}/manifest.checksum`, Buffer.from(md5(manifest))],
  ]
}

/** Keys as S3 encodes them there: as in a form. */
export const encodedKey = (key: string) => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/')

function cell(row: InventoryRow, column: string, sourceBucket: string): string {
  switch (column) {
    case 'Bucket':
      return row.bucket ?? sourceBucket
    case 'Key':
      return encodedKey(row.key)
    case 'IsLatest':
      return String(row.isLatest ?? true)
    case 'IsDeleteMarker':
      return String(row.isDeleteMarker ?? false)
    case 'Size':
      return row.isDeleteMarker ? '' : '312'
    case 'LastModifiedDate':
      return '2026-11-19T12:00:00.000Z'
    case 'StorageClass':
      return 'STANDARD'
    default:
      return ''
  }
}

const md5 = (bytes: Uint8Array | string) => createHash('md5').update(bytes).digest('hex')
