import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import { compareKeys } from '@/lib/celery/key-order'
import { AppError } from '@/lib/errors'
import type { S3Requests } from './s3-requests'
import type { KeyRange, StoredEntry } from './store'

const pageSize = 1000

type Page = { entries: StoredEntry[]; next: string | null }

/** The `list` of an S3 store. */
export function createS3List(requests: S3Requests) {
  const { bucket } = requests
  // S3 lists in byte order. Once a server was seen not to, its listings are collected and sorted here.
  let sorts = false

  async function listPage(range: KeyRange, token: string | null, signal: AbortSignal): Promise<Page> {
    const doing = `list s3://${bucket}/${range.prefix}`
    const what = { operation: 'ListObjectsV2', doing, action: 's3:ListBucket' }
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: range.prefix,
      MaxKeys: pageSize,
      // XML cannot carry every character a key can hold.
      EncodingType: 'url',
      ...(token === null ? { StartAfter: range.after } : { ContinuationToken: token }),
    })
    try {
      return await requests.send(what, signal, async (client) =>
        readPage(await client.send(command, { abortSignal: signal })),
      )
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
      const page: Page = await listPage({ prefix: range.prefix }, token, signal)
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

function readPage(output: ListObjectsV2CommandOutput): Page {
  // A server that does not know the encoding does not echo it, and has sent the keys as they are.
  const decode = output.EncodingType === 'url' ? decodeKey : (key: string) => key
  const entries = (output.Contents ?? []).flatMap((item): StoredEntry[] => {
    if (item.Key === undefined) return []
    return [
      {
        key: decode(item.Key),
        version: unquoteEtag(item.ETag),
        modifiedAt: item.LastModified ?? new Date(0),
        sizeBytes: item.Size ?? 0,
        storageClass: item.StorageClass ?? 'STANDARD',
      },
    ]
  })
  return { entries, next: output.IsTruncated ? (output.NextContinuationToken ?? null) : null }
}

/** S3 writes a space as "+" and "+" as "%2B" here, as in a form. */
function decodeKey(key: string): string {
  if (!key.includes('%') && !key.includes('+')) return key
  try {
    return decodeURIComponent(key.replaceAll('+', ' '))
  } catch {
    return key
  }
}

export function unquoteEtag(etag: string | undefined): string {
  return (etag ?? '').replace(/^W\//, '').replace(/^"|"$/g, '')
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
