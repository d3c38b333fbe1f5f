import type { InventorySource } from '@/lib/inventory/inventory'
import type { LifecycleRule } from '@/lib/lifecycle/retention-rule'

/**
 * The port of a result store: where Celery's result objects lie. An ability is an optional method; the routes, the
 * feature list and the buttons all derive from whether it is there.
 *
 * All methods take an AbortSignal and stop when it fires. Vendor errors leave an adapter as AppError with the codes
 * `access_denied` (details.action names the missing IAM action), `no_such_bucket`, `wrong_region`, `no_credentials`,
 * `throttled` or `upstream`; the adapter has already retried what is worth retrying.
 */
export interface ResultStore {
  /** "s3://bucket/prefix", shown in the UI. Never holds a secret. */
  readonly label: string
  /** Region for prices, where it is known. */
  readonly region: string | null
  /**
   * The entries with `after < key <= upTo` under `prefix`, in UTF-8 byte order of keys, as pages of up to 1,000.
   * An open end is undefined. One page is one request; a page can be empty.
   */
  list(range: KeyRange, signal: AbortSignal): AsyncIterable<StoredEntry[]>
  /**
   * One object with its body as a stream, or null where there is none. `ifNoneMatch` asks for a change only: when the
   * stored version is still that one, the answer is `{ kind: 'unchanged' }` and no body travels.
   */
  get(key: string, options: GetOptions, signal: AbortSignal): Promise<GetOutcome>
  /**
   * Deletes up to 1,000 keys in one request; a missing key counts as deleted. With `ifVersion` a key is deleted only
   * while it has that version, else its code is `PreconditionFailed`; a store that has no such condition deletes it
   * anyway, so whoever must not delete what is newer compares just before. Absent: a read-only store.
   */
  delete?(entries: DeleteEntry[], signal: AbortSignal): Promise<DeleteOutcome[]>
  /**
   * Copies one object inside the store, over whatever lies there; with `ifAbsent` only where nothing does. false where
   * there is nothing to copy, or not this version, or something in its place already. A store that has no such conditions
   * copies all the same, so whoever must not overwrite what is newer looks just before. Absent: nothing can be archived.
   */
  copy?(from: DeleteEntry, to: CopyTarget, signal: AbortSignal): Promise<boolean>
  /**
   * How the bucket is set up. What is denied, or what the server has no such call for, is unknown with a sentence and no
   * error. Absent: the store is no bucket.
   */
  readBucket?(signal: AbortSignal): Promise<BucketSettings>
  /** The bucket's lifecycle rules, all of them. Unknown as above. */
  readLifecycle?(signal: AbortSignal): Promise<StoreFact<LifecycleConfiguration>>
  /** Puts these in place of all rules of the bucket: whoever calls has read and merged them just before. */
  replaceLifecycle?(configuration: LifecycleConfiguration, signal: AbortSignal): Promise<void>
  /** Writes one object. Only the demo and the tests' setup use it; the dashboard itself never writes results. */
  put?(key: string, body: Uint8Array, signal: AbortSignal): Promise<void>
  /** Lists of the store that were taken before now, to begin an empty index with. Absent: none is configured. */
  inventory?: InventorySource
}

/** A store that can do everything; whether inventories are taken of it is a matter of its set-up. */
export type WholeStore = Required<Omit<ResultStore, 'inventory'>> & Pick<ResultStore, 'inventory'>

export type KeyRange = { prefix: string; after?: string; upTo?: string }

/** `version` is the ETag without quotes, `sizeBytes` the body's length. */
export type StoredEntry = {
  key: string
  version: string
  modifiedAt: Date
  sizeBytes: number
  storageClass: string
}

export type GetOptions = { ifNoneMatch?: string; range?: { start: number; endInclusive: number } }

export type GetOutcome =
  | { kind: 'found'; document: StoredDocument }
  | { kind: 'unchanged' }
  /** No such key. `uncertain` where S3 answered 403 because s3:ListBucket is not granted: missing, or forbidden. */
  | { kind: 'missing'; uncertain: boolean }

export type StoredDocument = StoredEntry & {
  contentType: string | null
  serverSideEncryption: string | null
  versionId: string | null
  /**
   * Read it once, or `cancel()` it; an unread body holds a connection. It ends after all bytes or fails with an
   * AppError (`upstream`, or `conflict` where the object was overwritten meanwhile): a short body never looks whole.
   */
  body: ReadableStream<Uint8Array>
  /** The same bytes, where they are here already: a stream of them costs a third of what decoding them does. */
  whole?: Uint8Array
}

/** What only the store can tell, or the sentence that says why it did not. */
export type StoreFact<T> = { known: true; value: T } | { known: false; reason: string }

export type BucketSettings = {
  versioning: StoreFact<'off' | 'enabled' | 'suspended'>
  /** The algorithm of default encryption as S3 names it ("AES256", "aws:kms"), or "none". */
  encryption: StoreFact<string>
  objectLock: StoreFact<boolean>
}

export type LifecycleConfiguration = {
  rules: LifecycleRule[]
  /** A setting beside the rules which a replacement resets unless it is sent along; null where S3 names none. */
  transitionMinimumSize: string | null
}

export type DeleteEntry = { key: string; ifVersion?: string }

export type CopyTarget = { key: string; ifAbsent?: boolean }

export type DeleteOutcome = { key: string; deleted: boolean; code?: string; message?: string }

/**
 * Told of every request an adapter makes, so that the dashboard can say what watching costs. `throttled` counts the
 * answers among them that asked to slow down.
 */
export type RequestMeter = (operation: string, outcome: { retries: number; throttled?: number }) => void
