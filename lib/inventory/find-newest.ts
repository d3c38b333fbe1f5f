import { createHash } from 'node:crypto'
import { AppError } from '@/lib/errors'
import { type Manifest, parseManifest } from './manifest'
import { damaged, type InventoryShelf, openObject } from './read-file'

/** A folder as S3 names it: "2026-11-24T01-00Z", the time at which the scan began. */
const dated = /^(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}Z)\/(manifest\.json|manifest\.checksum)$/
/** Behind all digits, and before the folders `data/` and `hive/` with their many files. */
const behindDates = ':'
/** A manifest names about 200 bytes a file, and a file holds millions of rows. */
const longestManifest = 33_554_432

export type FoundInventory = { manifestKey: string; manifest: Manifest }

/**
 * Finds the newest inventory under a folder that was delivered whole: manifest.checksum is written last. Costs a LIST request for
 * each 500 inventories that are kept, and two GETs. Throws `not_found` where there is none yet.
 */
export async function findNewest(shelf: InventoryShelf, folder: string, signal: AbortSignal): Promise<FoundInventory> {
  const { nameOf } = shelf
  const date = await newestDate(shelf, folder, signal)
  if (date === null) {
    const advice = 'S3 delivers the first one within 48 hours of its set-up. Check INVENTORY_URL if it has been longer.'
    throw new AppError('not_found', `No whole inventory lies in ${nameOf(folder)} yet. ${advice}`)
  }
  const manifestKey = `${folder}${date}/manifest.json`
  const text = await readSmall(shelf, manifestKey, signal)
  const sum = new TextDecoder().decode(await readSmall(shelf, `${folder}${date}/manifest.checksum`, signal)).trim()
  if (createHash('md5').update(text).digest('hex') !== sum.toLowerCase()) {
    throw damaged(nameOf(manifestKey), 'has another MD5 checksum than manifest.checksum says.')
  }
  return { manifestKey, manifest: parseManifest(new TextDecoder().decode(text), nameOf(manifestKey)) }
}

async function newestDate({ store }: InventoryShelf, folder: string, signal: AbortSignal): Promise<string | null> {
  const parts = new Map<string, number>()
  for await (const page of store.list({ prefix: folder, upTo: folder + behindDates }, signal)) {
    for (const { key } of page) {
      const date = dated.exec(key.slice(folder.length))?.[1]
      if (date !== undefined) parts.set(date, (parts.get(date) ?? 0) + 1)
    }
  }
  const whole = [...parts].flatMap(([date, count]) => (count === 2 ? date : []))
  return whole.sort().at(-1) ?? null
}

async function readSmall(shelf: InventoryShelf, key: string, signal: AbortSignal): Promise<Uint8Array> {
  const { body, sizeBytes } = await openObject(shelf, key, signal)
  if (sizeBytes > longestManifest) {
    await body.cancel()
    throw damaged(shelf.nameOf(key), `is larger than any manifest (${sizeBytes} bytes).`)
  }
  return new Uint8Array(await new Response(body).arrayBuffer())
}
