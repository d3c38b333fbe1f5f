import { compareKeys } from '@/lib/celery/key-order'
// The package exports its server only; the store behind it is reached by its path.
import { S3Store } from '../node_modules/fauxqs/dist/s3/s3Store.js'

type Listing = ReturnType<S3Store['listObjects']>
type ListOptions = NonNullable<Parameters<S3Store['listObjects']>[1]>

export type BucketChange = { bucket: string; key: string } & (
  | { kind: 'put'; etag: string; sizeBytes: number }
  | { kind: 'removed' }
)

/**
 * fauxqs's bucket with keys listed as S3 lists them: in the byte order of UTF-8 (fauxqs 1.9.2 sorts by locale but continues
 * by code unit, so that a second page loses keys), and without sorting all of them for each page.
 */
export class OrderedS3Store extends S3Store {
  readonly #keys = new Map<string, string[]>()
  /** Told of every change, as S3 tells a queue of events. */
  onChange: ((change: BucketChange) => void) | null = null

  override putObject(
    bucket: string,
    key: string,
    body: Buffer,
    contentType?: string,
    metadata?: Record<string, string>,
  ): ReturnType<S3Store['putObject']> {
    const stored = super.putObject(bucket, key, body, contentType, metadata)
    const keys = this.#keysOf(bucket)
    const at = firstIndexAfter(keys, key)
    if (keys[at - 1] !== key) keys.splice(at, 0, key)
    this.onChange?.({ kind: 'put', bucket, key, etag: stored.etag, sizeBytes: body.length })
    return stored
  }

  override deleteObject(bucket: string, key: string): void {
    super.deleteObject(bucket, key)
    const keys = this.#keysOf(bucket)
    const at = firstIndexAfter(keys, key) - 1
    if (keys[at] !== key) return
    keys.splice(at, 1)
    this.onChange?.({ kind: 'removed', bucket, key })
  }

  override listObjects(bucket: string, options: ListOptions = {}): Listing {
    const { prefix = '', delimiter, maxKeys = 1000, startAfter = options.marker ?? '' } = options
    if (!this.hasBucket(bucket)) return super.listObjects(bucket, options)
    const objects: Listing['objects'] = []
    const commonPrefixes = new Set<string>()
    const keys = this.#keysOf(bucket)
    const first =
      compareKeys(startAfter, prefix) < 0 ? firstIndexAfter(keys, prefix) - 1 : firstIndexAfter(keys, startAfter)
    for (let at = Math.max(0, first); at < keys.length; at += 1) {
      const key = keys[at] ?? ''
      if (!key.startsWith(prefix)) {
        if (compareKeys(key, prefix) < 0) continue
        break
      }
      const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1
      const folded = end < 0 || !delimiter ? null : key.slice(0, end + delimiter.length)
      if (folded !== null && (commonPrefixes.has(folded) || folded <= startAfter)) continue
      if (objects.length + commonPrefixes.size >= maxKeys) {
        return { objects, commonPrefixes: [...commonPrefixes], isTruncated: true }
      }
      if (folded === null) objects.push(this.headObject(bucket, key))
      else commonPrefixes.add(folded)
    }
    return { objects, commonPrefixes: [...commonPrefixes], isTruncated: false }
  }

  #keysOf(bucket: string): string[] {
    const keys = this.#keys.get(bucket) ?? []
    this.#keys.set(bucket, keys)
    return keys
  }
}

/** Index of the first key greater than `key`, by bisection. */
function firstIndexAfter(keys: string[], key: string): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareKeys(keys[middle] ?? '', key) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
