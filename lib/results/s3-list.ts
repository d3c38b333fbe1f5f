import { compareKeys } from '@/lib/celery/key-order'
import { AppError } from '@/lib/errors'
import { type ListedPage, parseListing } from './listing-xml'
import { readText } from './s3-body'
import type { S3Requests } from './s3-requests'
import type { KeyRange, StoredEntry } from './store'

const pageSize = 1000

/** A thousand keys of 1,024 bytes, every one of them encoded, are 3 MB and some XML. */
const listingBytes = 16_777_216

/** The `list` of an S3 store. */
export function createS3List(requests: S3Requests) {
  const { bucket } = requests
  // S3 lists in byte order. Once a server was seen not to, its listings are collected and sorted here.
  let sorts = false

  async function listPage(range: KeyRange, token: string | null, signal: AbortSignal): Promise<ListedPage> {
    const doing = `list s3://${bucket}/${range.prefix}`
    const what = { operation: 'ListObjectsV2', doing, action: 's3:ListBucket' }
    const query: Record<string, string> = {
      'list-type': '2',
      'max-keys': String(pageSize),
      prefix: range.prefix,
      // XML cannot carry every character a key can hold.
      'encoding-type': 'url',
    }
    if (token !== null) query['continuation-token'] = token
    else if (range.after !== undefined) query['start-after'] = range.after
    try {
      return await requests.send(what, signal, async ({ wire }) => {
        const { body } = await wire({ query }, signal)
        return parseListing(await readText(body, listingBytes))
      })
    } catch (error) {
      signal.throwIfAborted()
      throw await requests.explain(error, what)
    }
  }

  async function* list(range: KeyRange, signal: AbortSignal): AsyncGenerator<StoredEntry[]> {
    if (sorts) return yield* listSorted(range, signal)
    let previous = range.after ?? ''
    let page = await listPage(range, null, signal)
    for (let first = true; ; first = false) {
      if (!isAscending(page.entries, previous)) {
        sorts = true
        if (first) return yield* listSorted(range, signal)
        const why = 'The listing starts again and is sorted in memory.'
        throw new AppError('conflict', `s3://${bucket} does not list its keys in the order of their bytes. ${why}`)
      }
      const entries = cutAt(page.entries, range.upTo)
      const last = entries.at(-1)?.key
      const ended = page.next === null || entries.length < page.entries.length || last === range.upTo
      // The next page travels while this one is worked on.
      const following = ended ? null : listPage(range, page.next, signal)
      following?.catch(() => {})
      yield entries
      if (!following) return
      previous = last ?? previous
      page = await following
    }
  }

  async function* listSorted(range: KeyRange, signal: AbortSignal): AsyncGenerator<StoredEntry[]> {
    const byKey = new Map<string, StoredEntry>()
    let token: string | null = null
    do {
      const page: ListedPage = await listPage({ prefix: range.prefix }, token, signal)
      for (const entry of page.entries) byKey.set(entry.key, entry)
      token = page.next
    } while (token !== null)
    const { after } = range
    const sorted = [...byKey.values()]
      .filter(({ key }) => after === undefined || compareKeys(key, after) > 0)
      .sort((a, b) => compareKeys(a.key, b.key))
    const entries = cutAt(sorted, range.upTo)
    for (let at = 0; at < Math.max(1, entries.length); at += pageSize) yield entries.slice(at, at + pageSize)
  }

  return list
}

function isAscending(entries: StoredEntry[], before: string): boolean {
  let previous = before
  for (const { key } of entries) {
    if (compareKeys(previous, key) >= 0) return false
    previous = key
  }
  return true
}

function cutAt(entries: StoredEntry[], upTo: string | undefined): StoredEntry[] {
  if (upTo === undefined) return entries
  const end = entries.findIndex(({ key }) => compareKeys(key, upTo) > 0)
  return end === -1 ? entries : entries.slice(0, end)
}
