import { createHash } from 'node:crypto'
import { compareKeys } from '@/lib/celery/key-order'
import { AppError } from '@/lib/errors'
import type {
  BucketSettings,
  DeleteEntry,
  DeleteOutcome,
  GetOptions,
  GetOutcome,
  KeyRange,
  LifecycleConfiguration,
  StoredEntry,
  StoreFact,
  WholeStore,
} from './store'

/** One request as it reaches the store, before it is answered. `key` is the object, or the key a LIST starts after. */
export type MemoryRequest = { operation: 'list' | 'get' | 'delete' | 'put' | 'copy'; key: string; number: number }

/**
 * Called before every request. Throw to let it fail (an AppError, or a reset), await to delay it, change the store to
 * let something happen meanwhile, return `truncateBodyAt` to cut the body of a GET, or `forbidden` to refuse it as S3
 * does without saying whether the object exists.
 */
export type MemoryIntercept = (request: MemoryRequest) => MemoryAnswer | Promise<MemoryAnswer>
export type MemoryAnswer = { truncateBodyAt?: number; forbidden?: boolean } | undefined

export type MemoryStore = WholeStore & {
  /** How often each request was made. */
  readonly requests: Record<MemoryRequest['operation'], number>
  /** The number of stored objects. */
  readonly size: number
  intercept: MemoryIntercept | null
  /** Writes at once, without counting a request or calling `intercept`. */
  set(key: string, body: Uint8Array | string, meta?: Partial<StoredMeta>): void
  /** Deletes at once; false where there was nothing. */
  remove(key: string): boolean
  keys(): string[]
  /** How the bucket is set up: for tests to change. */
  bucket: BucketSettings & { lifecycle: StoreFact<LifecycleConfiguration> }
}

export type StoredMeta = {
  modifiedAt: Date
  storageClass: string
  contentType: string | null
  /** Where the body is too large to hold: the stored bytes then are only its beginning, repeated up to this length. */
  repeatTo: number
}

type Stored = StoredMeta & { body: Uint8Array; version: string; sizeBytes: number }

/** A result store in memory with S3's behaviour: byte order, pages, ETags, conditional GET. For tests and tools. */
export function createMemoryStore(
  options: { label?: string; region?: string | null; now?: () => number; pageSize?: number } = {},
): MemoryStore {
  const { label = 'memory://results/', region = null, now = Date.now, pageSize = 1000 } = options
  const objects = new Map<string, Stored>()
  let sorted: string[] | null = null
  const requests = { list: 0, get: 0, delete: 0, put: 0, copy: 0 }

  const keys = () => {
    sorted ??= [...objects.keys()].sort(compareKeys)
    return sorted
  }

  const store: MemoryStore = {
    label,
    region,
    requests,
    intercept: null,
    bucket: {
      versioning: { known: true, value: 'off' },
      encryption: { known: true, value: 'AES256' },
      objectLock: { known: true, value: false },
      lifecycle: { known: true, value: { rules: [], transitionMinimumSize: null } },
    },
    get size() {
      return objects.size
    },
    keys: () => [...keys()],

    set(key, body, meta = {}) {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      const repeatTo = meta.repeatTo ?? bytes.length
      if (!objects.has(key)) sorted = null
      objects.set(key, {
        body: bytes,
        version: etagOf(bytes, repeatTo),
        sizeBytes: repeatTo,
        // S3 keeps whole seconds.
        modifiedAt: meta.modifiedAt ?? new Date(Math.floor(now() / 1000) * 1000),
        storageClass: meta.storageClass ?? 'STANDARD',
        contentType: meta.contentType ?? 'binary/octet-stream',
        repeatTo,
      })
    },

    remove(key) {
      sorted = null
      return objects.delete(key)
    },

    async *list(range, signal) {
      let after = range.after
      for (;;) {
        await enter('list', after ?? range.prefix, signal)
        const page = pageOf(keys(), range, after, pageSize)
        const entries = page.keys.flatMap((key) => entryOf(key, objects.get(key)))
        yield entries
        if (page.last) return
        after = page.keys.at(-1)
      }
    },

    async get(key, getOptions, signal) {
      const answer = await enter('get', key, signal)
      if (answer?.forbidden) return { kind: 'missing', uncertain: true }
      return found(key, objects.get(key), getOptions, answer?.truncateBodyAt)
    },

    async delete(deleted, signal) {
      await enter('delete', deleted[0]?.key ?? '', signal)
      return deleted.map(remove)
    },

    async copy(from, to, signal) {
      await enter('copy', from.key, signal)
      const stored = objects.get(from.key)
      if (!stored || (from.ifVersion !== undefined && from.ifVersion !== stored.version)) return false
      if (to.ifAbsent && objects.has(to.key)) return false
      const { body, storageClass, contentType, repeatTo } = stored
      store.set(to.key, body, { storageClass, contentType, repeatTo })
      return true
    },

    async readBucket(signal) {
      signal.throwIfAborted()
      const { versioning, encryption, objectLock } = store.bucket
      return { versioning, encryption, objectLock }
    },
    async readLifecycle(signal) {
      signal.throwIfAborted()
      return structuredClone(store.bucket.lifecycle)
    },
    async replaceLifecycle(configuration, signal) {
      signal.throwIfAborted()
      store.bucket.lifecycle = { known: true, value: structuredClone(configuration) }
    },

    async put(key, body, signal) {
      await enter('put', key, signal)
      store.set(key, body)
    },
  }

  async function enter(operation: MemoryRequest['operation'], key: string, signal: AbortSignal): Promise<MemoryAnswer> {
    signal.throwIfAborted()
    requests[operation] += 1
    const answer = await store.intercept?.({ operation, key, number: requests[operation] })
    signal.throwIfAborted()
    return answer
  }

  function remove({ key, ifVersion }: DeleteEntry): DeleteOutcome {
    const version = objects.get(key)?.version
    if (ifVersion !== undefined && version !== undefined && version !== ifVersion) {
      const message = 'At least one of the pre-conditions you specified did not hold.'
      return { key, deleted: false, code: 'PreconditionFailed', message }
    }
    store.remove(key)
    return { key, deleted: true }
  }

  return store
}

/** S3's ETag of a plain PUT: the MD5 of the body. */
function etagOf(bytes: Uint8Array, repeatTo: number): string {
  const hash = createHash('md5').update(bytes)
  if (repeatTo !== bytes.length) hash.update(String(repeatTo))
  return hash.digest('hex')
}

function pageOf(all: string[], range: KeyRange, after: string | undefined, pageSize: number) {
  const start =
    after !== undefined && compareKeys(after, range.prefix) > 0 ? firstAfter(all, after) : firstFrom(all, range.prefix)
  const keys: string[] = []
  for (let at = start; at < all.length; at += 1) {
    const key = all[at]
    if (key === undefined || !key.startsWith(range.prefix)) break
    if (range.upTo !== undefined && compareKeys(key, range.upTo) > 0) break
    if (keys.length === pageSize) return { keys, last: false }
    keys.push(key)
  }
  return { keys, last: true }
}

const firstAfter = (all: string[], key: string) => search(all, (candidate) => compareKeys(candidate, key) > 0)
const firstFrom = (all: string[], key: string) => search(all, (candidate) => compareKeys(candidate, key) >= 0)

function search(all: string[], holds: (key: string) => boolean): number {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(all[middle] ?? '')) high = middle
    else low = middle + 1
  }
  return low
}

function entryOf(key: string, stored: Stored | undefined): StoredEntry[] {
  if (!stored) return []
  const { version, modifiedAt, sizeBytes, storageClass } = stored
  return [{ key, version, modifiedAt, sizeBytes, storageClass }]
}

function found(key: string, stored: Stored | undefined, options: GetOptions, truncateBodyAt?: number): GetOutcome {
  const [entry] = entryOf(key, stored)
  if (!stored || !entry) return { kind: 'missing', uncertain: false }
  if (options.ifNoneMatch === stored.version) return { kind: 'unchanged' }
  const start = options.range?.start ?? 0
  const end = Math.min(options.range ? options.range.endInclusive + 1 : stored.sizeBytes, stored.sizeBytes)
  const body = bodyStream(key, stored.body, start, end, truncateBodyAt)
  return {
    kind: 'found',
    document: { ...entry, contentType: stored.contentType, serverSideEncryption: null, versionId: null, body },
  }
}

const chunkBytes = 65_536

function bodyStream(key: string, bytes: Uint8Array, start: number, end: number, cut = Number.POSITIVE_INFINITY) {
  let at = start
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= end) return controller.close()
      if (at - start >= cut) {
        const message = `The body of ${key} ended after ${at - start} of ${end - start} bytes. Try again.`
        return controller.error(new AppError('upstream', message))
      }
      const from = at % bytes.length
      const length = Math.min(chunkBytes, end - at, bytes.length - from, start + cut - at)
      controller.enqueue(bytes.slice(from, from + length))
      at += length
    },
  })
}
