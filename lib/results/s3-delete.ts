import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3'
import { readFault } from '@/lib/aws/errors'
import type { S3Requests } from './s3-requests'
import type { DeleteEntry, DeleteOutcome } from './store'

const batchSize = 1000
const newer = { code: 'PreconditionFailed', message: 'The object has another version by now.' }

/**
 * The `delete` of an S3 store: any number of keys, 1,000 a request. A single key goes alone, which says more clearly why
 * it was refused.
 */
export function createS3Delete(requests: S3Requests) {
  const { bucket } = requests
  // S3 knows conditions on deletes since September 2025. Once a server has said that it does not, none are sent.
  let conditional = true

  async function deleteOne(entry: DeleteEntry, signal: AbortSignal): Promise<DeleteOutcome> {
    const { key } = entry
    const what = { operation: 'DeleteObject', doing: `delete s3://${bucket}/${key}`, action: 's3:DeleteObject' }
    const ifVersion = conditional ? entry.ifVersion : undefined
    const condition = ifVersion === undefined ? {} : { IfMatch: `"${ifVersion}"` }
    try {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key, ...condition })
      await requests.send(what, signal, ({ client }) => client.send(command, { abortSignal: signal }))
      return { key, deleted: true }
    } catch (error) {
      signal.throwIfAborted()
      const { name, status } = readFault(error)
      if (status === 501 && ifVersion !== undefined) {
        conditional = false
        return deleteOne(entry, signal)
      }
      if (ifVersion !== undefined && status === 404 && name !== 'NoSuchBucket') return { key, deleted: true }
      if (status === 412) return { key, deleted: false, ...newer }
      throw await requests.explain(error, what)
    }
  }

  async function deleteMany(entries: DeleteEntry[], signal: AbortSignal): Promise<DeleteOutcome[]> {
    const what = { operation: 'DeleteObjects', doing: `delete from s3://${bucket}`, action: 's3:DeleteObject' }
    const conditions = conditional && entries.some(({ ifVersion }) => ifVersion !== undefined)
    const objects = entries.map(({ key, ifVersion }) =>
      conditions && ifVersion !== undefined ? { Key: key, ETag: `"${ifVersion}"` } : { Key: key },
    )
    try {
      const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Quiet: true, Objects: objects } })
      const output = await requests.send(what, signal, ({ client }) => client.send(command, { abortSignal: signal }))
      const refused = new Map((output.Errors ?? []).map((error) => [error.Key, error]))
      return entries.map(({ key }) => {
        const error = refused.get(key)
        if (!error || error.Code === 'NoSuchKey') return { key, deleted: true }
        return { key, deleted: false, code: error.Code ?? 'Unknown', message: error.Message ?? 'S3 gave no reason.' }
      })
    } catch (error) {
      signal.throwIfAborted()
      if (conditions && readFault(error).status === 501) {
        conditional = false
        return deleteMany(entries, signal)
      }
      throw await requests.explain(error, what)
    }
  }

  return async (entries: DeleteEntry[], signal: AbortSignal): Promise<DeleteOutcome[]> => {
    const alone = entries.length === 1 ? entries : entries.filter(({ key }) => hasNoXmlForm(key))
    const together = entries.length === 1 ? [] : entries.filter(({ key }) => !hasNoXmlForm(key))
    const outcomes = alone.map((entry) => deleteOne(entry, signal))
    const batches: Promise<DeleteOutcome[]>[] = []
    for (let at = 0; at < together.length; at += batchSize) {
      batches.push(deleteMany(together.slice(at, at + batchSize), signal))
    }
    return (await Promise.all([...batches, Promise.all(outcomes)])).flat()
  }
}

/** DeleteObjects names keys in XML, which has no way to write most control characters. */
function hasNoXmlForm(key: string): boolean {
  return /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(key)
}
