import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError, isAppError } from '@/lib/errors'
import type { ResultStore, StoredDocument } from '@/lib/results/store'
import { BadCsvError, createCsvReader } from './csv-reader'
import type { InventoryFile } from './manifest'

/** The store that holds an inventory, and how its objects are called in sentences. */
export type InventoryShelf = { store: ResultStore; nameOf: (key: string) => string }

/**
 * What `take` makes of the rows of one file, as they come out of the gzip stream. Bytes and checksum are compared with the
 * manifest at the end. Throws `upstream` for what is damaged, and what `openObject` throws.
 */
export async function* readFile<T>(
  shelf: InventoryShelf,
  file: InventoryFile,
  take: (rows: string[][]) => T,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const name = shelf.nameOf(file.key)
  const { body } = await openObject(shelf, file.key, signal)
  const sum = createHash('md5')
  let bytes = 0
  async function* counted() {
    const reader = body.getReader()
    try {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        sum.update(value)
        bytes += value.length
        yield value
      }
    } finally {
      await reader.cancel().catch(() => {})
    }
  }
  const unpacked = pipeline(Readable.from(counted(), { objectMode: false }), createGunzip(), () => {})
  const text = new TextDecoder()
  const csv = createCsvReader()
  try {
    for await (const chunk of unpacked) {
      signal.throwIfAborted()
      yield take(csv.push(text.decode(chunk as Buffer, { stream: true })))
    }
    yield take(csv.push(text.decode()))
    yield take(csv.end())
  } catch (error) {
    signal.throwIfAborted()
    if (isAppError(error)) throw error
    if (error instanceof BadCsvError) throw damaged(name, `is no CSV as the manifest describes it. ${error.message}`)
    if (isZlibError(error)) throw damaged(name, 'cannot be unpacked: it is no whole gzip file.')
    throw error
  }
  if (bytes !== file.sizeBytes) {
    throw damaged(name, `has ${bytes} bytes where the manifest says ${file.sizeBytes}.`)
  }
  if (sum.digest('hex') !== file.md5) throw damaged(name, 'has another MD5 checksum than the manifest says.')
}

/** Opens one object of an inventory. Throws `not_found` or `access_denied` where it cannot be had, else what the store throws. */
export async function openObject(
  { store, nameOf }: InventoryShelf,
  key: string,
  signal: AbortSignal,
  range?: { start: number; endInclusive: number },
): Promise<StoredDocument> {
  const outcome = await store.get(key, range ? { range } : {}, signal)
  if (outcome.kind === 'found') return outcome.document
  if (outcome.kind === 'missing' && outcome.uncertain) {
    const advice = 'Allow s3:GetObject on it, and kms:Decrypt where the inventory is encrypted with a key of your own.'
    const details = { action: 's3:GetObject' }
    throw new AppError('access_denied', `Could not read ${nameOf(key)}: access was denied. ${advice}`, { details })
  }
  const advice = 'A lifecycle rule may have removed it: keep inventories until the next one is there.'
  throw new AppError('not_found', `${nameOf(key)} belongs to the inventory, but is not there. ${advice}`)
}

export function damaged(name: string, what: string): AppError {
  return new AppError('upstream', `${name} is damaged: it ${what}`)
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(Z_|ERR_ZLIB)/.test(String(error.code))
}
